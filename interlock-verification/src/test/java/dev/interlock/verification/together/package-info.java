/** All features at once, at random: what holds of each holds of any number of them together. */
@org.jspecify.annotations.NullMarked
package dev.interlock.verification.together;
