/**
 * Lincheck: small programs of two threads, in every order that fits the budget, on the real core; what they answer has to be what a
 * sequential specification answers in some order. Each test is also run on a core with a fault, and has to find it.
 */
@NullMarked
package dev.interlock.verification.lincheck;

import org.jspecify.annotations.NullMarked;
