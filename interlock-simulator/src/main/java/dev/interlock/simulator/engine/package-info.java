/** The simulated world: time, services, calls. */
@NullMarked
package dev.interlock.simulator.engine;

import org.jspecify.annotations.NullMarked;
