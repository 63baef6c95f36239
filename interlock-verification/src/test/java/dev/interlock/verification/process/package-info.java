/** What can only be seen of a process as a whole: that it runs without optional modules, that it ends, that applications in it go. */
@NullMarked
package dev.interlock.verification.process;

import org.jspecify.annotations.NullMarked;
