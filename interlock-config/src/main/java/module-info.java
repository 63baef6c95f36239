/** Circuits from a file: the strict loader of {@code interlock.yaml}, its schema and its writer. */
module dev.interlock.config {
    requires transitive dev.interlock;
    requires org.snakeyaml.engine;
    requires static org.jspecify;

    exports dev.interlock.config;
}
