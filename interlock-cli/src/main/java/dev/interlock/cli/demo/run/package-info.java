/** One run: servers under load, an outage, the repair; what can be watched meanwhile, and what comes of it. */
@NullMarked
package dev.interlock.cli.demo.run;

import org.jspecify.annotations.NullMarked;
