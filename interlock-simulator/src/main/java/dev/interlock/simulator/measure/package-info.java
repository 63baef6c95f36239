/** What is measured, of one run and of many. */
@NullMarked
package dev.interlock.simulator.measure;

import org.jspecify.annotations.NullMarked;
