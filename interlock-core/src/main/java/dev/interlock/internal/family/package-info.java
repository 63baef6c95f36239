/** Circuits by key: places that keys take and give away, names for keys from outside, and the host above them. */
@NullMarked
package dev.interlock.internal.family;

import org.jspecify.annotations.NullMarked;
