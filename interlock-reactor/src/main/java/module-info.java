/** Circuits around {@code Mono} and {@code Flux}. */
module dev.interlock.reactor {
    requires transitive dev.interlock;
    requires transitive reactor.core;
    requires transitive org.reactivestreams;
    requires static org.jspecify;

    exports dev.interlock.reactor;
}
