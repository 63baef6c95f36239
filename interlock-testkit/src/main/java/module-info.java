/** For tests of code that uses Interlock: manual time, a JUnit extension, AssertJ assertions, outages, properties. */
module dev.interlock.testkit {
    requires transitive dev.interlock;
    requires static org.jspecify;
    // Users bring their own: the extension needs JUnit, the assertions need AssertJ; the rest needs neither.
    requires static org.assertj.core;
    requires static org.junit.jupiter.api;

    exports dev.interlock.testkit;
    exports dev.interlock.testkit.property;
}
