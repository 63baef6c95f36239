/** Faults put into the real core, for proofs to find. */
@NullMarked
package dev.interlock.verification.planted;

import org.jspecify.annotations.NullMarked;
