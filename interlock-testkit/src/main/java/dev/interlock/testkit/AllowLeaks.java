package dev.interlock.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The test leaves permits or calls open on purpose: {@link InterlockExtension} does not ask for them. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface AllowLeaks {

    /**
     * Why they are left open.
     *
     * @return a few words for readers of the test
     */
    String value();
}
