/**
 * The whole public interface against a reference: a second, naive statement of the specification, made of maps, sets and recursion, that
 * shares no code with the core.
 */
@NullMarked
package dev.interlock.verification.model;

import org.jspecify.annotations.NullMarked;
