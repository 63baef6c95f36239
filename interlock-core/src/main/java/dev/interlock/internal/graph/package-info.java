/** The graph: one immutable value, published by one compare-and-set for each commit. */
@NullMarked
package dev.interlock.internal.graph;

import org.jspecify.annotations.NullMarked;
