/** Runs the user's hooks where they can hurt nobody but themselves. */
@NullMarked
package dev.interlock.internal.hook;

import org.jspecify.annotations.NullMarked;
