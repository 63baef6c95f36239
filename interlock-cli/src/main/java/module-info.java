/** The command line of Interlock. */
module dev.interlock.cli {
    requires dev.interlock;
    requires dev.interlock.config;
    requires dev.interlock.simulator;
    requires info.picocli;
    requires io.github.resilience4j.circuitbreaker;
    requires io.github.resilience4j.core;
    requires java.management;
    requires java.net.http;
    requires jdk.httpserver;
    requires static org.jspecify;

    // picocli reads the annotations and sets the fields.
    opens dev.interlock.cli to
            info.picocli;
    opens dev.interlock.cli.demo to
            info.picocli;
    opens dev.interlock.cli.simulate to
            info.picocli;
    opens dev.interlock.cli.file to
            info.picocli;
}
