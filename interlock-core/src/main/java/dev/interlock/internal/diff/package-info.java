/** What is different between two configurations, in words. */
@NullMarked
package dev.interlock.internal.diff;

import org.jspecify.annotations.NullMarked;
