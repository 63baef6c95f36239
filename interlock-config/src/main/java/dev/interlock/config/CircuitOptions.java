package dev.interlock.config;

import static dev.interlock.config.NameTypes.NAME;
import static dev.interlock.config.NameTypes.NAMES;

import dev.interlock.CircuitConfig;
import dev.interlock.CircuitConfigBuilder;
import dev.interlock.Guard;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The options of circuits, templates and the defaults of groups: those of {@link CircuitConfig#options()}, in that order, and two of the file's own.
 * An option that is data is here as soon as it is there.
 */
final class CircuitOptions {

    private CircuitOptions() {}

    /** Not given to the builder: templates are applied while the file is read. */
    static final Option<CircuitConfigBuilder> TEMPLATE = Option.data("template", NAMES, (builder, names, code) -> {});

    /** Not given to the builder: becomes {@link #DEPENDS_ON} with the group's prefix. */
    static final Option<CircuitConfigBuilder> DEPENDS_ON_MEMBERS =
            Option.data("dependsOnMembers", NAMES, (builder, names, code) -> {});

    /** Options that name what code provides. The core's {@code failurePredicates} are among what {@code failOn} names. */
    private static final List<Option<CircuitConfigBuilder>> OF_CODE = List.of(
            Option.code("probe", NAME, Code.Kind.GUARD, (builder, name, code) -> builder.probe(code.guard(name))),
            guards("recoveryGuards"),
            guards("resetGuards"),
            guards("callGuards"),
            Option.code("failOn", NAMES, Code.Kind.FAILURE, (builder, names, code) -> {
                names.forEach(name -> code.failOn(builder, name));
            }),
            Option.code("ignore", NAMES, Code.Kind.THROWABLE, (builder, names, code) -> {
                names.forEach(name -> code.ignore(builder, name));
            }),
            Option.code(
                    "failOnResult",
                    NAME,
                    Code.Kind.RESULT,
                    (builder, name, code) -> builder.failOnResult(code.result(name))));

    /** What templates, defaults and circuits take, in the order in which it is written. */
    static final List<Option<CircuitConfigBuilder>> ALL = Stream.concat(
                    Stream.of(TEMPLATE), CircuitConfig.options().stream().flatMap(option -> of(option).stream()))
            .toList();

    static final Option<CircuitConfigBuilder> DEPENDS_ON = find("dependsOn");
    static final Option<CircuitConfigBuilder> RECOVERS_AFTER = find("recoversAfter");
    static final Option<CircuitConfigBuilder> CASCADES_TO = find("cascadesTo");

    /** What members of groups take. */
    static final List<Option<CircuitConfigBuilder>> OF_MEMBERS = withMembers();

    private static List<Option<CircuitConfigBuilder>> of(dev.interlock.Option<?> option) {
        return switch (option.kind()) {
            case CODE ->
                OF_CODE.stream()
                        .filter(each -> each.key().equals(option.name()))
                        .toList();
            case NAMES -> List.of(names(option));
            default -> List.of(data(option));
        };
    }

    private static <T> Option<CircuitConfigBuilder> data(dev.interlock.Option<T> option) {
        return Option.data(option.name(), ValueTypes.of(option), (builder, value, code) -> builder.set(option, value));
    }

    @SuppressWarnings("unchecked") // by its kind
    private static Option<CircuitConfigBuilder> names(dev.interlock.Option<?> option) {
        dev.interlock.Option<Set<String>> ofNames = (dev.interlock.Option<Set<String>>) option;
        return Option.data(
                option.name(), NAMES, (builder, names, code) -> builder.set(ofNames, new LinkedHashSet<>(names)));
    }

    @SuppressWarnings("unchecked") // by its name
    private static Option<CircuitConfigBuilder> guards(String key) {
        dev.interlock.Option<Map<String, Guard>> ofGuards =
                (dev.interlock.Option<Map<String, Guard>>) CircuitConfig.options().stream()
                        .filter(option -> option.name().equals(key))
                        .findFirst()
                        .orElseThrow();
        return Option.code(key, NAMES, Code.Kind.GUARD, (builder, names, code) -> {
            Map<String, Guard> guards = new LinkedHashMap<>();
            names.forEach(name -> guards.put(name, code.guard(name)));
            builder.set(ofGuards, guards); // all at once: a hostile file has very many
        });
    }

    private static Option<CircuitConfigBuilder> find(String key) {
        return ALL.stream()
                .filter(option -> option.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private static List<Option<CircuitConfigBuilder>> withMembers() {
        List<Option<CircuitConfigBuilder>> options = new ArrayList<>(ALL);
        options.add(options.indexOf(RECOVERS_AFTER), DEPENDS_ON_MEMBERS);
        return List.copyOf(options);
    }
}
