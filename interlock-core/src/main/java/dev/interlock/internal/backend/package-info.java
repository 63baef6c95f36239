/** Several circuits in place of one. Built on the public interface only. */
@NullMarked
package dev.interlock.internal.backend;

import org.jspecify.annotations.NullMarked;
