/** Calls on virtual threads. */
@NullMarked
package dev.interlock.verification.thread;

import org.jspecify.annotations.NullMarked;
