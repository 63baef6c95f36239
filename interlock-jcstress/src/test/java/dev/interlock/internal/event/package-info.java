/** Stress of {@code internal.event}, in its package so that the parts themselves can be driven. */
@NullMarked
package dev.interlock.internal.event;

import org.jspecify.annotations.NullMarked;
