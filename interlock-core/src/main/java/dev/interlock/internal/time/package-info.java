/** The system's time, and what runs the timers. */
@NullMarked
package dev.interlock.internal.time;

import org.jspecify.annotations.NullMarked;
