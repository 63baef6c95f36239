/** The states of one circuit, and the rules by which they follow each other. Pure. */
@NullMarked
package dev.interlock.internal.state;

import org.jspecify.annotations.NullMarked;
