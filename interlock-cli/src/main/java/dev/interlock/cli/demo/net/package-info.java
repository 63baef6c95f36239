/** Real HTTP on loopback: a server for each service, the client they call each other with, and the load that enters from outside. */
@NullMarked
package dev.interlock.cli.demo.net;

import org.jspecify.annotations.NullMarked;
