/** What all commands use to write: JSON, text of a given width, names that somebody may have meant. */
@NullMarked
package dev.interlock.cli.text;

import org.jspecify.annotations.NullMarked;
