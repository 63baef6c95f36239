/** What stands between a caller and a service: circuits of Interlock, or breakers of Resilience4j, behind one interface. */
@NullMarked
package dev.interlock.cli.demo.guard;

import org.jspecify.annotations.NullMarked;
