/** Checks health signals. */
@NullMarked
package dev.interlock.internal.signal;

import org.jspecify.annotations.NullMarked;
