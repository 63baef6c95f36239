/** Whose failure it is. */
@NullMarked
package dev.interlock.verification.attribution;

import org.jspecify.annotations.NullMarked;
