/** Circuits that belong together. */
@NullMarked
package dev.interlock.internal.group;

import org.jspecify.annotations.NullMarked;
