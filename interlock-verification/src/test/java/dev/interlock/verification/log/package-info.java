/** What the library says by itself in the log. */
@org.jspecify.annotations.NullMarked
package dev.interlock.verification.log;
