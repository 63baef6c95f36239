@NullMarked
package dev.interlock.internal.graph;

import org.jspecify.annotations.NullMarked;
