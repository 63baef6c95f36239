/** Simulates a service graph under outages, in virtual time, and compares what protects it. */
@NullMarked
package dev.interlock.simulator;

import org.jspecify.annotations.NullMarked;
