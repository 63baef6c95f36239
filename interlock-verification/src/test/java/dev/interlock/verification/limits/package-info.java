/** Limits of the interlock as a whole: the recovery budget and the panic threshold. */
@org.jspecify.annotations.NullMarked
package dev.interlock.verification.limits;
