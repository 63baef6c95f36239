/**
 * Coordinated circuit breakers: circuits that know what they depend on.
 *
 * <p>Start with {@link dev.interlock.Interlock#create()}, define circuits with {@link dev.interlock.Interlock#define}, and
 * protect calls with {@link dev.interlock.Circuit#call}. {@link dev.interlock.Circuit} calls and asks,
 * {@link dev.interlock.CircuitOperator} forces, {@link dev.interlock.Snapshot} only reads.
 *
 * <p>This package is the bottom layer: it imports nothing else of the library but the factory behind
 * {@link dev.interlock.Interlock#create()}.
 */
@NullMarked
package dev.interlock;

import org.jspecify.annotations.NullMarked;
