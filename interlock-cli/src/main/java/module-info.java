/** The command line of Interlock. */
module dev.interlock.cli {
    requires dev.interlock;
    requires java.net.http;
    requires jdk.httpserver;
    requires static org.jspecify;
}
