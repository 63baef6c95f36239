/** Circuits around {@code Mono} and {@code Flux}: {@link dev.interlock.reactor.ThroughCircuit}. */
@NullMarked
package dev.interlock.reactor;

import org.jspecify.annotations.NullMarked;
