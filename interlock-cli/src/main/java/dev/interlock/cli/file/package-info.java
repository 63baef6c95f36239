/** The commands that look at a configuration file without running anything: {@code validate}, {@code graph}, {@code plan}. */
@NullMarked
package dev.interlock.cli.file;

import org.jspecify.annotations.NullMarked;
