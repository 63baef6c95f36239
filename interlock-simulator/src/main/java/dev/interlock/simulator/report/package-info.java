/** How results are told: table, JSON, plots, pages. */
@NullMarked
package dev.interlock.simulator.report;

import org.jspecify.annotations.NullMarked;
