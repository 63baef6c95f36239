/** What is made when it is needed first. */
@NullMarked
package dev.interlock.internal.lazy;

import org.jspecify.annotations.NullMarked;
