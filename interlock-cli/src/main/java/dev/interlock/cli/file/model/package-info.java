/** What a configuration file comes to as a graph, as the core sees it. */
@NullMarked
package dev.interlock.cli.file.model;

import org.jspecify.annotations.NullMarked;
