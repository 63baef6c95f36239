package dev.interlock.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Interlock;
import dev.interlock.Interlock.Changes;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a file declares external is said to be so, so that no log line warns of calls past it. */
class ExternalNamesTest {

    private final List<Object> external = new ArrayList<>();

    /** Notes what is declared external, and changes nothing. */
    private final Changes changes = (Changes) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {Changes.class}, (self, method, arguments) -> {
                if (method.getName().equals("external")) {
                    external.add(arguments[0]);
                }
                return self;
            });

    @SuppressWarnings("unchecked") // the argument of reconfigure
    private Interlock noting(Interlock interlock) {
        return (Interlock) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Interlock.class}, (self, method, arguments) -> {
                    if (List.of("reconfigure", "diff").contains(method.getName())) {
                        ((Consumer<Changes>) arguments[0]).accept(changes);
                        return interlock.diff(none -> {});
                    }
                    return method.invoke(interlock, arguments);
                });
    }

    @Test
    void externalNames_areDeclaredToTheInterlock_alsoByAReload() {
        InterlockFile file = InterlockFile.parse("interlock.yaml", """
                version: 1
                external: [elsewhere]
                circuits:
                  web: {dependsOn: elsewhere}
                """);
        try (Interlock interlock = Interlock.create()) {
            file.defineIn(noting(interlock));
            assertThat(external).containsExactly("elsewhere");

            file.diff(noting(interlock), file, Bindings.none()); // what a reload would do
            assertThat(external).containsExactly("elsewhere", "elsewhere");
        }
    }
}
