/** Recovery of a whole graph. */
@NullMarked
package dev.interlock.verification.recovery;

import org.jspecify.annotations.NullMarked;
