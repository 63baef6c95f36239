/** Calls: admission, outcome, attribution. */
@NullMarked
package dev.interlock.internal.call;

import org.jspecify.annotations.NullMarked;
