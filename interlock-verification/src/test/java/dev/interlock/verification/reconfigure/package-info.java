/** Circuits are configured anew while they are in use. */
@NullMarked
package dev.interlock.verification.reconfigure;

import org.jspecify.annotations.NullMarked;
