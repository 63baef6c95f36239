@NullMarked
package dev.interlock.internal.event;

import org.jspecify.annotations.NullMarked;
