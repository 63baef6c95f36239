/** Where the boxes and lines of a picture go: rows by depth, few crossings, no line through a box. */
@NullMarked
package dev.interlock.cli.file.graph.layout;

import org.jspecify.annotations.NullMarked;
