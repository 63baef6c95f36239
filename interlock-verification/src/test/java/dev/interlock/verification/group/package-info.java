/** Groups, templates and findings. */
@NullMarked
package dev.interlock.verification.group;

import org.jspecify.annotations.NullMarked;
