/** The command {@code interlock simulate}. */
@NullMarked
package dev.interlock.cli.simulate;

import org.jspecify.annotations.NullMarked;
