/** The specification that started the project: each of its examples in Java, run as a test. {@code docs/coordination.md} quotes them. */
@NullMarked
package dev.interlock.verification.seed;

import org.jspecify.annotations.NullMarked;
