/** Runs the stress classes, on the core as it is and on copies of it with a fault. */
@NullMarked
package dev.interlock.jcstress;

import org.jspecify.annotations.NullMarked;
