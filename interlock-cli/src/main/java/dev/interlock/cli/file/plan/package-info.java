/** How the graph of a file recovers, and what an outage of each node costs. */
@NullMarked
package dev.interlock.cli.file.plan;

import org.jspecify.annotations.NullMarked;
