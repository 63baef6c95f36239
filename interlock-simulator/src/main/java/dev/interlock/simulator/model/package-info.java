/** What is simulated: services, clients, outages. Only values. */
@NullMarked
package dev.interlock.simulator.model;

import org.jspecify.annotations.NullMarked;
