/** What the library says by itself in the log, about circuits and outages. */
@NullMarked
package dev.interlock.internal.log;

import org.jspecify.annotations.NullMarked;
