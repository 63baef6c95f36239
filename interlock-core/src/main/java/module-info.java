/** Coordinated circuit breakers for Java. */
module dev.interlock {
    requires static org.jspecify;
    requires static jdk.jfr;

    exports dev.interlock;
    exports dev.interlock.event;
    exports dev.interlock.spi;
}
