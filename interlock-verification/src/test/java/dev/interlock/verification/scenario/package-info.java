/** The situations that are easy to get wrong, one test each. */
@NullMarked
package dev.interlock.verification.scenario;

import org.jspecify.annotations.NullMarked;
