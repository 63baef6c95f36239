/** How a run is shown while it goes on: redrawn in a terminal, or line by line. */
@NullMarked
package dev.interlock.cli.demo.show;

import org.jspecify.annotations.NullMarked;
