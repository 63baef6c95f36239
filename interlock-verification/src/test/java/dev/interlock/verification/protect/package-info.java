/** Protected calls: time limits, fallbacks, executors, and whose failure it is. */
@NullMarked
package dev.interlock.verification.protect;

import org.jspecify.annotations.NullMarked;
