/** What the graph tells about itself: the order of recovery, and edges that are probably not meant. */
@NullMarked
package dev.interlock.internal.advice;

import org.jspecify.annotations.NullMarked;
