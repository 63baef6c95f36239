/** Stress of {@code internal.graph}, in its package so that the parts themselves can be driven. */
@NullMarked
package dev.interlock.internal.graph;

import org.jspecify.annotations.NullMarked;
