/** The graph of a file in the notations that {@code interlock graph} writes. */
@NullMarked
package dev.interlock.cli.file.graph;

import org.jspecify.annotations.NullMarked;
