/** A circuit that is met again inside its own call: what a call takes once is taken once. */
@NullMarked
package dev.interlock.verification.nesting;

import org.jspecify.annotations.NullMarked;
