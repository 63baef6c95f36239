/** Stress of {@code internal.state}, in its package so that the parts themselves can be driven. */
@NullMarked
package dev.interlock.internal.state;

import org.jspecify.annotations.NullMarked;
