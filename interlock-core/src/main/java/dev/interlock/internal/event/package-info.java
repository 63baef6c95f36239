/** Delivers the events of commits to listeners: outside of locks, in order, each exactly once. */
@NullMarked
package dev.interlock.internal.event;

import org.jspecify.annotations.NullMarked;
