/** The command line of Interlock. */
@NullMarked
package dev.interlock.cli;

import org.jspecify.annotations.NullMarked;
