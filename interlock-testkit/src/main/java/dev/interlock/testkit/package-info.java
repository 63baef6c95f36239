/**
 * For tests of code that uses Interlock: time that stands still until told to move, a JUnit extension that checks after every test
 * that nothing leaked, AssertJ assertions for circuits, and outages on request.
 *
 * <p>Start with {@link dev.interlock.testkit.InterlockExtension}.
 */
@NullMarked
package dev.interlock.testkit;

import org.jspecify.annotations.NullMarked;
