/** What a circuit remembers of its calls, and whether that is enough to open it. */
@NullMarked
package dev.interlock.internal.window;

import org.jspecify.annotations.NullMarked;
