/** What follows from a commit: timers, wake-ups, evaluation on ticks. */
@NullMarked
package dev.interlock.internal.engine;

import org.jspecify.annotations.NullMarked;
