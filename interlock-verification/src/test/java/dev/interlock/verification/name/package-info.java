/** Names from outside: any text at all. */
@NullMarked
package dev.interlock.verification.name;

import org.jspecify.annotations.NullMarked;
