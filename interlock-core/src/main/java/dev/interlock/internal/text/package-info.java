/** Text from outside and words for people, made fit for messages and logs. */
@NullMarked
package dev.interlock.internal.text;

import org.jspecify.annotations.NullMarked;
