/** The specification as tests, a package for each part of it. */
@NullMarked
package dev.interlock.verification;

import org.jspecify.annotations.NullMarked;
