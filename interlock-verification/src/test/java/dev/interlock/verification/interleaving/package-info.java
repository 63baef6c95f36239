/**
 * Every interleaving of a few participants on graphs of three circuits: the real transitions, cascades, changes of the graph and gates, stopped before
 * each read and each compare-and-set of the root, which are the only points where threads can come between each other.
 */
@NullMarked
package dev.interlock.verification.interleaving;

import org.jspecify.annotations.NullMarked;
