/** The table of states and events. */
@NullMarked
package dev.interlock.verification.state;

import org.jspecify.annotations.NullMarked;
