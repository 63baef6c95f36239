/** Calls, permits, the HALF_OPEN episode and the limits of input. */
@NullMarked
package dev.interlock.verification.call;

import org.jspecify.annotations.NullMarked;
