/** Small graphs, all of them. */
@NullMarked
package dev.interlock.verification.graph;

import org.jspecify.annotations.NullMarked;
