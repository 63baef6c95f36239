/** Retries of other libraries that listen to circuits. Take what you need: each is a few lines. */
@NullMarked
package dev.interlock.examples.retries;

import org.jspecify.annotations.NullMarked;
