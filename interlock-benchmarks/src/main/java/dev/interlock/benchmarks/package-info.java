/** Benchmarks of calls through circuits, and the page that is made of their results. */
@NullMarked
package dev.interlock.benchmarks;

import org.jspecify.annotations.NullMarked;
