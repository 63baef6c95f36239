/** {@code interlock demo}: a mesh of real HTTP servers, an outage, and how the circuits go through it. */
@NullMarked
package dev.interlock.cli.demo;

import org.jspecify.annotations.NullMarked;
