/** One interlock under everything at once, for minutes. */
@NullMarked
package dev.interlock.verification.soak;

import org.jspecify.annotations.NullMarked;
