/**
 * Circuits from a file. {@link dev.interlock.config.InterlockFile} reads {@code interlock.yaml} and defines what it holds;
 * {@link dev.interlock.config.Bindings} gives it the code it names.
 *
 * <p>Nothing of the file is executed: no tags, no class names, no expressions. Everything that is wrong is told at once, each problem
 * with line and column. The page {@code docs/configuration.md} explains every option.
 */
@NullMarked
package dev.interlock.config;

import org.jspecify.annotations.NullMarked;
