/**
 * The simulator: a service graph in virtual time, under scripted outages, whose callers are protected by Interlock, by real Resilience4j
 * breakers, or by nothing. Made for the command line: nothing here is a stable interface for others.
 */
@SuppressWarnings("module") // the command line is built after this
module dev.interlock.simulator {
    requires transitive dev.interlock;
    requires dev.interlock.config;
    requires transitive io.github.resilience4j.circuitbreaker;
    requires io.github.resilience4j.core;
    requires static org.jspecify;

    exports dev.interlock.simulator to
            dev.interlock.cli;
    exports dev.interlock.simulator.file to
            dev.interlock.cli;
    exports dev.interlock.simulator.measure to
            dev.interlock.cli;
    exports dev.interlock.simulator.model to
            dev.interlock.cli;
    exports dev.interlock.simulator.policy to
            dev.interlock.cli;
    exports dev.interlock.simulator.report to
            dev.interlock.cli;
}
