/**
 * Property tests: many generated inputs, one check, and the smallest input that fails it.
 *
 * <p>Start with {@link dev.interlock.testkit.property.Property}. Every run has a seed, every failure tells it, and the same seed gives the
 * same inputs again.
 */
@NullMarked
package dev.interlock.testkit.property;

import org.jspecify.annotations.NullMarked;
