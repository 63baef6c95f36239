/** What protects the callers: nothing, Resilience4j, or Interlock. */
@NullMarked
package dev.interlock.simulator.policy;

import org.jspecify.annotations.NullMarked;
