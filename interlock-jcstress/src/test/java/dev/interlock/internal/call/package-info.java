/** Stress of {@code internal.call}, in its package so that the parts themselves can be driven. */
@NullMarked
package dev.interlock.internal.call;

import org.jspecify.annotations.NullMarked;
