/** The future that a caller gets. */
@NullMarked
package dev.interlock.internal.future;

import org.jspecify.annotations.NullMarked;
