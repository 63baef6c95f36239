/** What listeners are told, see {@link dev.interlock.Interlock#on}. */
@NullMarked
package dev.interlock.event;

import org.jspecify.annotations.NullMarked;
