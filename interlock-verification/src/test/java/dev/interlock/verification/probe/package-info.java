/** Circuits with a probe of their own. */
@NullMarked
package dev.interlock.verification.probe;

import org.jspecify.annotations.NullMarked;
