/** Stress of {@code internal.window}, in its package so that the parts themselves can be driven. */
@NullMarked
package dev.interlock.internal.window;

import org.jspecify.annotations.NullMarked;
