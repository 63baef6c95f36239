/** Topology and scenario files, and those that are shipped. */
@NullMarked
package dev.interlock.simulator.file;

import org.jspecify.annotations.NullMarked;
