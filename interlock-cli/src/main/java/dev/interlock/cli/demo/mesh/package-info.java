/** What the demo runs: the services of a topology file, who calls whom, and how an outage makes each of them behave. */
@NullMarked
package dev.interlock.cli.demo.mesh;

import org.jspecify.annotations.NullMarked;
