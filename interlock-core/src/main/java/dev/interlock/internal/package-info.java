/** Puts the parts together: what is behind the public interfaces. */
@NullMarked
package dev.interlock.internal;

import org.jspecify.annotations.NullMarked;
