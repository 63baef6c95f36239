/** Known faults of other circuit breakers, each as a check that passes here and fails where the fault is put in. */
@NullMarked
package dev.interlock.verification.peers;

import org.jspecify.annotations.NullMarked;
