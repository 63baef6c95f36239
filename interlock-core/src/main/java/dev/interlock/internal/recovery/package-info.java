/** Recovery of a whole graph, wave by wave. */
@NullMarked
package dev.interlock.internal.recovery;

import org.jspecify.annotations.NullMarked;
