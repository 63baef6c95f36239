/** The documentation, held to what the tests run. */
@NullMarked
package dev.interlock.verification.docs;

import org.jspecify.annotations.NullMarked;
