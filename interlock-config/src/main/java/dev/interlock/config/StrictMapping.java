package dev.interlock.config;

import dev.interlock.config.YamlNode.Entry;
import dev.interlock.config.YamlNode.Scalar;
import dev.interlock.config.YamlNode.Sequence;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One mapping of a YAML file that is read as strictly as {@code interlock.yaml} is: unknown and duplicate keys, tags and values of the wrong
 * sort are problems with line and column, and all of them are told at once. For other files of the same kind, such as the simulator's
 * scenarios.
 *
 * <p>A getter notes what is wrong and answers empty, so that reading goes on; {@link #finish()} throws if there was anything. Keys that no
 * getter asked for are unknown. Not thread-safe.
 */
public final class StrictMapping {

    private final String source;
    private final Problems problems;
    private final Mappings mappings;
    private final String path;
    private final Place place;
    private final Map<String, Entry> entries;
    private final Set<String> known = new TreeSet<>();
    /** What was asked for, by key: asking twice gives the same, and notes a problem once. */
    private final Map<String, List<StrictMapping>> below = new LinkedHashMap<>();

    private StrictMapping(String source, Problems problems, String path, Place place, YamlNode node, String wanted) {
        this.source = source;
        this.problems = problems;
        this.mappings = new Mappings(problems);
        this.path = path;
        this.place = place;
        this.entries = mappings.read(node, path, wanted);
    }

    /**
     * Reads a file's outermost mapping.
     *
     * @param file the file: YAML in UTF-8, at most 256 KiB, one document
     * @return its mapping
     * @throws IOException                if it cannot be read
     * @throws ConfigurationFileException if it is not such a file
     */
    public static StrictMapping read(Path file) throws IOException {
        Problems problems = new Problems();
        return parse(String.valueOf(file.getFileName()), SourceText.read(file, problems), problems);
    }

    /**
     * Reads a text's outermost mapping.
     *
     * @param source what to call it in messages
     * @param text   the text
     * @return its mapping
     * @throws ConfigurationFileException if it is not YAML
     */
    public static StrictMapping parse(String source, String text) {
        Problems problems = new Problems();
        return parse(source, SourceText.check(text, problems), problems);
    }

    private static StrictMapping parse(String source, Optional<String> text, Problems problems) {
        Optional<YamlNode> root = text.flatMap(known -> YamlReader.read(known, problems));
        if (root.isEmpty()) {
            if (problems.isEmpty()) {
                problems.add(Place.START, "", "there is nothing in this file; write keys such as 'version:'");
            }
            problems.throwIfAny(source);
        }
        return new StrictMapping(source, problems, "", Place.START, root.orElseThrow(), "keys such as 'version:'");
    }

    /**
     * The keys, known or not.
     *
     * @return in the order of the file
     */
    public Set<String> keys() {
        return entries.keySet();
    }

    /**
     * Whether a key is there.
     *
     * @param key the key, known from now on
     * @return true if it is
     */
    public boolean has(String key) {
        known.add(key);
        return entries.containsKey(key);
    }

    /**
     * Text.
     *
     * @param key the key
     * @return the text; empty if the key is absent, or if its value is none
     */
    public Optional<String> text(String key) {
        return value(key, ValueTypes.TEXT);
    }

    /**
     * A whole number.
     *
     * @param key the key
     * @param min the least
     * @param max the most
     * @return the number; empty if the key is absent, or if its value is none in that range
     */
    public Optional<Integer> whole(String key, int min, int max) {
        return value(key, ValueTypes.WHOLE_NUMBER)
                .filter(number -> inRange(key, number >= min && number <= max, number, min + " to " + max));
    }

    /**
     * A number.
     *
     * @param key the key
     * @param min the least
     * @param max the most
     * @return the number; empty if the key is absent, or if its value is none in that range
     */
    public Optional<Double> number(String key, double min, double max) {
        return value(key, ValueTypes.FACTOR)
                .filter(number -> inRange(key, number >= min && number <= max, number, min + " to " + max));
    }

    /**
     * A share, written 0.5 or 50%.
     *
     * @param key the key
     * @return a number from 0 to 1; empty if the key is absent, or if its value is none
     */
    public Optional<Double> share(String key) {
        return value(key, ValueTypes.SHARE)
                .filter(number -> inRange(
                        key,
                        number >= 0 && number <= 1,
                        number,
                        "0 to 1, or 0% to 100%" + behind(ValueTypes.asPercent(written(key), number))));
    }

    private static String behind(String fix) {
        return fix.isEmpty() ? "" : "; " + fix;
    }

    /**
     * A duration, written with its unit.
     *
     * @param key the key
     * @param min the shortest
     * @param max the longest
     * @return the duration; empty if the key is absent, or if its value is none in that range
     */
    public Optional<Duration> duration(String key, Duration min, Duration max) {
        return value(key, ValueTypes.DURATION)
                .filter(value -> inRange(
                        key,
                        value.compareTo(min) >= 0 && value.compareTo(max) <= 0,
                        Durations.write(value),
                        (min.isZero() ? "0s" : Durations.write(min)) + " to " + Durations.write(max)));
    }

    /**
     * One of the constants of an enum, in any case, with - or _.
     *
     * @param key  the key
     * @param type the enum
     * @param <E>  the enum
     * @return the constant; empty if the key is absent, or if its value is none
     */
    public <E extends Enum<E>> Optional<E> oneOf(String key, Class<E> type) {
        return value(key, ValueTypes.oneOf(type));
    }

    /**
     * One name or a list of them.
     *
     * @param key the key
     * @return the names; empty if the key is absent, or if its value is none
     */
    public List<String> names(String key) {
        return value(key, NameTypes.NAMES).orElse(List.of());
    }

    /**
     * A mapping below this one.
     *
     * @param key the key
     * @return the mapping; empty if the key is absent
     */
    public Optional<StrictMapping> mapping(String key) {
        known.add(key);
        Entry entry = entries.get(key);
        return entry == null
                ? Optional.empty()
                : Optional.of(below.computeIfAbsent(
                                key,
                                absent -> List.of(child(
                                        Mappings.path(path, key), entry.key().place(), entry.value())))
                        .get(0));
    }

    /**
     * A list of mappings below this one.
     *
     * @param key the key
     * @return the mappings; none if the key is absent, or if its value is no list
     */
    public List<StrictMapping> list(String key) {
        known.add(key);
        Entry entry = entries.get(key);
        return entry == null ? List.of() : below.computeIfAbsent(key, absent -> items(key, entry.value()));
    }

    private List<StrictMapping> items(String key, YamlNode value) {
        if (!(value instanceof Sequence sequence)) {
            problem(key, value.kind() + " is not a list; begin each item with '-'");
            return List.of();
        }
        List<StrictMapping> items = new ArrayList<>();
        for (YamlNode item : sequence.items()) {
            items.add(child(Mappings.path(path, key) + "[" + items.size() + "]", item.place(), item));
        }
        return items;
    }

    /**
     * All that is in this mapping as mappings, whatever their keys.
     *
     * @return by key, in the order of the file
     */
    public Map<String, StrictMapping> all() {
        Map<String, StrictMapping> all = new LinkedHashMap<>();
        entries.keySet().forEach(key -> mapping(key).ifPresent(each -> all.put(key, each)));
        return all;
    }

    /**
     * Notes a problem of one key.
     *
     * @param key     the key; where it is absent, the problem is at the beginning of the mapping
     * @param message what is wrong, the rule, the fix
     */
    public void problem(String key, String message) {
        known.add(key);
        Entry entry = entries.get(key);
        problems.add(
                entry == null ? place : entry.value().place(),
                Mappings.path(path, key),
                CleanText.clean(message, 1_000));
    }

    /**
     * Notes a problem of the mapping as a whole.
     *
     * @param message what is wrong, the rule, the fix
     */
    public void problem(String message) {
        problems.add(place, path, CleanText.clean(message, 1_000));
    }

    /**
     * Words to put behind a problem about a name.
     *
     * @param wanted what was written
     * @param names  what could have been meant
     * @return {@code ; did you mean 'x'?}, or nothing where none is near
     */
    public String hint(String wanted, Set<String> names) {
        return problems.hint(wanted, names, "");
    }

    /**
     * Ends the reading, of this mapping and all below it. To be called once, on the outermost.
     *
     * @throws ConfigurationFileException with everything that is wrong
     */
    public void finish() {
        unknown();
        problems.throwIfAny(source);
    }

    private void unknown() {
        entries.forEach((key, entry) -> {
            if (!known.contains(key)) {
                problems.add(
                        entry.key().place(),
                        Mappings.path(path, key),
                        "unknown option" + problems.hint(key, known, "; known are " + String.join(", ", known)));
            }
        });
        below.values().forEach(each -> each.forEach(StrictMapping::unknown));
    }

    private StrictMapping child(String childPath, Place at, YamlNode node) {
        return new StrictMapping(source, problems, childPath, at, node, "a key and a colon in each line");
    }

    private <T> Optional<T> value(String key, ValueType<T> type) {
        known.add(key);
        Entry entry = entries.get(key);
        if (entry == null) {
            return Optional.empty();
        }
        @Nullable
        T value = type.read(
                entry.value(), new ValueType.Reading(problems, Mappings.path(path, key), new LinkedHashMap<>()));
        return Optional.ofNullable(value);
    }

    private String written(String key) {
        Entry entry = entries.get(key);
        return entry != null && entry.value() instanceof Scalar scalar ? scalar.text() : "";
    }

    private boolean inRange(String key, boolean fits, Object value, String range) {
        if (!fits) {
            problem(key, value + " is out of range; allowed is " + range);
        }
        return fits;
    }
}
