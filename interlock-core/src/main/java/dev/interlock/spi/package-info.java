/** For integrations: how failures are told to other processes. */
@NullMarked
package dev.interlock.spi;

import org.jspecify.annotations.NullMarked;
