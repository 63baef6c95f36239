/** What is left of a run: the table, the JSON, the picture. */
@NullMarked
package dev.interlock.cli.demo.out;

import org.jspecify.annotations.NullMarked;
