package dev.interlock.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.CircuitConfig;
import dev.interlock.SignalConfig;
import dev.interlock.config.YamlNode.Entry;
import dev.interlock.config.YamlNode.Mapping;
import dev.interlock.config.YamlNode.Scalar;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Core, loader, schema and page know the same options, with the same defaults and ranges. */
class SameEverywhereTest {

    private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\| (.*?) \\| (.*?) \\| (.*?) \\| (.*?) \\|");

    @Test
    void loader_hasTheOptionsOfTheCore_inTheirOrder() {
        List<String> ofTheCore = CircuitConfig.options().stream()
                .map(dev.interlock.Option::name)
                .filter(name -> !name.equals("failurePredicates")) // are named in failOn
                .toList();
        assertThat(CircuitOptions.ALL)
                .extracting(Option::key)
                .containsExactlyElementsOf(
                        Stream.concat(Stream.of("template"), ofTheCore.stream()).toList());
        assertThat(SignalOptions.ALL)
                .extracting(Option::key)
                .containsExactlyElementsOf(Stream.concat(
                                Stream.of("check"),
                                SignalConfig.options().stream().map(dev.interlock.Option::name))
                        .toList());
    }

    @Test
    void page_saysOfEachOptionWhatItsRowSays() {
        String page = Texts.project("docs/configuration.md");
        int signals = page.indexOf("## Options of signals");
        Map<String, MatchResult> ofCircuits = matches(page.substring(page.indexOf("## Options of circuits"), signals));
        Map<String, MatchResult> ofSignals = matches(page.substring(signals, page.indexOf("## Code")));
        CircuitConfig.options().stream()
                .filter(option -> !option.name().equals("failurePredicates"))
                .forEach(option -> saysTheSame(option, ofCircuits.get(option.name())));
        SignalConfig.options().forEach(option -> saysTheSame(option, ofSignals.get(option.name())));
        assertThat(ofCircuits.keySet())
                .as("in this order")
                .containsExactlyElementsOf(
                        CircuitOptions.OF_MEMBERS.stream().map(Option::key).toList());
    }

    /** Ranges of sorts that say all, and defaults that are values, are looked at in other tests. */
    private static void saysTheSame(dev.interlock.Option<?> option, MatchResult row) {
        assertThat(row.group(2)).isEqualTo(option.words());
        if (!option.defaultWords().isEmpty()) {
            assertThat(row.group(3)).isEqualTo(option.defaultWords());
        }
        if (!option.range().isEmpty()) {
            assertThat(row.group(4)).isEqualTo(option.range());
        }
    }

    @Test
    void schema_hasExactlyTheOptionsOfTheLoader() throws IOException {
        Mapping schema = schema();
        assertThat(properties(at(schema, "$defs", "circuit"))).isEqualTo(keys(CircuitOptions.ALL));
        assertThat(properties(at(schema, "$defs", "member"))).isEqualTo(keys(CircuitOptions.OF_MEMBERS));
        assertThat(properties(at(schema, "$defs", "signal"))).isEqualTo(keys(SignalOptions.ALL));
        assertThat(properties(schema)).isEqualTo(new TreeSet<>(FileReader.TOP));
        assertThat(properties(at(schema, "properties", "groups", "additionalProperties")))
                .isEqualTo(new TreeSet<>(FileReader.OF_GROUP));
    }

    @Test
    void schema_hasEachOptionOfTheCore_whereverCircuitsAreWritten() throws IOException {
        Mapping schema = schema();
        Mapping group = at(schema, "properties", "groups", "additionalProperties");
        List<Mapping> places = List.of(
                at(schema, "properties", "circuits", "additionalProperties"),
                at(schema, "properties", "templates", "additionalProperties"),
                at(group, "properties", "defaults"),
                at(group, "properties", "circuits", "additionalProperties"));
        for (dev.interlock.Option<?> option : CircuitConfig.options()) {
            if (option.name().equals("failurePredicates")) {
                continue;
            }
            for (Mapping place : places) {
                Mapping found = referred(schema, at(referred(schema, place), "properties", option.name()));
                assertThat(scalar(found, "description").orElseThrow().text())
                        .startsWith(option.words().replace("`", ""));
            }
        }
    }

    /** What stands where a mapping refers to, if it does nothing else. */
    private static Mapping referred(Mapping schema, Mapping place) {
        return place.entries().size() > 1
                ? place
                : scalar(place, "$ref")
                        .map(reference ->
                                at(schema, reference.text().replace("#/", "").split("/")))
                        .orElse(place);
    }

    @Test
    void schema_hasTheRangesOfTheCore() throws IOException {
        int checked = 0;
        for (String section : List.of("member", "signal")) {
            Mapping options = at(schema(), "$defs", section, "properties");
            for (Entry entry : options.entries()) {
                Mapping option = (Mapping) entry.value();
                Optional<Scalar> type = scalar(option, "type");
                if (type.isPresent()
                        && Set.of("integer", "number").contains(type.get().text())) {
                    boolean whole = type.get().text().equals("integer");
                    String min = scalar(option, "minimum").orElseThrow().text();
                    String max = scalar(option, "maximum").orElseThrow().text();
                    assertThat(List.of(
                                    accepts(section, entry, min),
                                    accepts(section, entry, max),
                                    accepts(section, entry, whole ? Long.parseLong(min) - 1 + "" : min + "e-1"),
                                    accepts(section, entry, whole ? Long.parseLong(max) + 1 + "" : max + ".1")))
                            .as(entry.key().text())
                            .containsExactly(true, true, false, false);
                    checked++;
                }
            }
        }
        assertThat(checked).isEqualTo(10);
    }

    @Test
    void page_hasARowForEachOption_withItsRealDefault() {
        String page = Texts.project("docs/configuration.md");
        int circuits = page.indexOf("## Options of circuits");
        int signals = page.indexOf("## Options of signals");
        Map<String, String> circuitRows = rows(page.substring(circuits, signals));
        Map<String, String> signalRows = rows(page.substring(signals, page.indexOf("## Code")));

        assertThat(circuitRows.keySet()).isEqualTo(keys(CircuitOptions.OF_MEMBERS));
        assertThat(signalRows.keySet()).isEqualTo(keys(SignalOptions.ALL));
        CircuitConfig defaults = CircuitConfig.builder().build("x");
        for (Option<?> option : CircuitOptions.OF_MEMBERS) {
            if (option != CircuitOptions.TEMPLATE && option != CircuitOptions.DEPENDS_ON_MEMBERS) {
                checkDefault(option, circuitRows.get(option.key()), defaults);
            }
        }
        for (Option<?> option : SignalOptions.ALL) {
            if (option != SignalOptions.CHECK) {
                checkDefault(
                        option,
                        signalRows.get(option.key()),
                        SignalConfig.builder().build("x"));
            }
        }
    }

    @Test
    void page_showsRealErrors() {
        String page = Texts.project("docs/configuration.md");
        String errors = page.substring(page.indexOf("## Errors"));
        assertThat(Texts.refusal(block(errors, "```yaml\n").split("\n")))
                .hasMessage(block(errors, "```\n5").strip());
        assertThat(block(page, "```yaml\n").strip())
                .isEqualTo(Texts.project("interlock-config/src/test/resources/payments.yaml")
                        .strip());
    }

    private static String block(String page, String fence) {
        int start = page.indexOf(fence) + fence.indexOf('\n') + 1;
        return page.substring(start, page.indexOf("```", start));
    }

    private static void checkDefault(Option<?> option, String written, Object config) {
        Object real;
        try {
            real = config.getClass().getMethod(option.key()).invoke(config);
        } catch (ReflectiveOperationException missing) {
            throw new LinkageError(option.key(), missing);
        }
        Matcher value = Pattern.compile("`([^`]*)`").matcher(written);
        if (value.find()) {
            Map<String, Place> places = new HashMap<>();
            Problems problems = new Problems();
            Object read = option.type()
                    .read(new Scalar(value.group(1), true, Place.START), new ValueType.Reading(problems, "", places));
            Object plain = real instanceof OptionalInt some ? (Object) some.getAsInt() : real;
            assertThat(read).as(option.key()).isEqualTo(plain);
        } else {
            assertThat(List.of(
                            OptionalInt.empty(),
                            OptionalDouble.empty(),
                            Optional.empty(),
                            Set.of(),
                            Map.of(),
                            List.of()))
                    .as(option.key() + " is " + real)
                    .contains(real);
        }
    }

    private static boolean accepts(String section, Entry option, String value) {
        String text = section.equals("signal")
                ? "signals: {s: {check: x, " + option.key().text() + ": " + value + "}}"
                : "circuits: {c: {" + option.key().text() + ": " + value + "}}";
        try {
            return InterlockFile.parse("f", text) != null;
        } catch (ConfigurationFileException refused) {
            return false;
        }
    }

    private static Map<String, String> rows(String part) {
        Map<String, String> rows = new LinkedHashMap<>();
        matches(part).forEach((option, row) -> rows.put(option, row.group(3)));
        return rows;
    }

    private static Map<String, MatchResult> matches(String part) {
        Map<String, MatchResult> rows = new LinkedHashMap<>();
        ROW.matcher(part).results().forEach(row -> rows.put(row.group(1), row));
        return rows;
    }

    private static Set<String> keys(List<? extends Option<?>> options) {
        return options.stream().map(Option::key).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> properties(Mapping object) {
        return at(object, "properties").entries().stream()
                .map(entry -> entry.key().text())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** JSON is YAML. */
    private static Mapping schema() throws IOException {
        try (InputStream in = InterlockFile.class.getResourceAsStream("interlock.schema.json")) {
            Problems problems = new Problems();
            YamlNode root = YamlReader.read(new String(in.readAllBytes(), StandardCharsets.UTF_8), problems)
                    .orElseThrow();
            problems.throwIfAny("schema");
            return (Mapping) root;
        }
    }

    private static Mapping at(Mapping root, String... keys) {
        Mapping at = root;
        for (String key : keys) {
            at = at.entries().stream()
                    .filter(entry -> entry.key().text().equals(key))
                    .map(entry -> (Mapping) entry.value())
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(key));
        }
        return at;
    }

    private static Optional<Scalar> scalar(Mapping mapping, String key) {
        return mapping.entries().stream()
                .filter(entry -> entry.key().text().equals(key) && entry.value() instanceof Scalar)
                .map(entry -> (Scalar) entry.value())
                .findFirst();
    }
}
