/** What hooks of the user's may do wrong, and that nothing leaks whatever they do. */
@NullMarked
package dev.interlock.verification.fault;

import org.jspecify.annotations.NullMarked;
