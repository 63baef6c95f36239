package dev.interlock.config;

import dev.interlock.CascadeMode;
import dev.interlock.CircuitConfig;
import dev.interlock.CircuitConfigBuilder;
import dev.interlock.Option.Kind;
import dev.interlock.SignalConfig;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What schema and page say of an option of files: the row that the core has of it, or, of the file's own options, one that is written here.
 *
 * @param name            the key
 * @param type            how a file has its values
 * @param kind            what the core takes
 * @param least           the least value, if there is an order
 * @param most            the greatest value, if there is an order
 * @param isLeastExcluded whether values have to be greater than the least
 * @param choices         the constants that there are, if it is a choice
 * @param range           what is allowed, as the page says it
 * @param byDefault       what holds where it is not set, as the page says it
 * @param words           what it is for
 */
record OptionRow(
        String name,
        ValueType<?> type,
        Kind kind,
        Optional<?> least,
        Optional<?> most,
        boolean isLeastExcluded,
        List<?> choices,
        String range,
        String byDefault,
        String words) {

    private static final List<OptionRow> OF_THE_FILE = List.of(
            own(
                    CircuitOptions.TEMPLATE,
                    Kind.NAMES,
                    "names under `templates`",
                    "none",
                    "Templates to begin with, in this order; what stands beside it replaces what they say."),
            own(
                    CircuitOptions.DEPENDS_ON_MEMBERS,
                    Kind.NAMES,
                    "members of the same group; counts as `dependsOn`",
                    "none",
                    "Hard dependencies on members of the same group, without the prefix. Only for members of groups."),
            own(SignalOptions.CHECK, Kind.CODE, "a name from code", "needed", "The health check that code binds."));

    /** What circuits, templates and defaults take. */
    static List<OptionRow> ofCircuits() {
        return rows(CircuitOptions.ALL, CircuitConfig.options());
    }

    /** What members of groups take: one option more. */
    static List<OptionRow> ofMembers() {
        return rows(CircuitOptions.OF_MEMBERS, CircuitConfig.options());
    }

    static List<OptionRow> ofSignals() {
        return rows(SignalOptions.ALL, SignalConfig.options());
    }

    private static List<OptionRow> rows(List<? extends Option<?>> ofFiles, List<dev.interlock.Option<?>> ofTheCore) {
        return ofFiles.stream()
                .map(each -> Stream.concat(
                                ofTheCore.stream()
                                        .filter(option -> option.name().equals(each.key()))
                                        .map(option -> of(option, each.type())),
                                OF_THE_FILE.stream().filter(own -> own.name.equals(each.key())))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("no row for " + each)))
                .toList();
    }

    private static OptionRow own(Option<?> option, Kind kind, String range, String byDefault, String words) {
        return new OptionRow(
                option.key(),
                option.type(),
                kind,
                Optional.empty(),
                Optional.empty(),
                false,
                List.of(),
                range,
                byDefault,
                words);
    }

    private static OptionRow of(dev.interlock.Option<?> option, ValueType<?> type) {
        return new OptionRow(
                option.name(),
                type,
                option.kind(),
                option.least(),
                option.most(),
                option.isLeastExcluded(),
                option.choices(),
                option.range().isEmpty() ? rangeOfTheSort(option, type) : option.range(),
                option.defaultWords().isEmpty()
                        ? "`" + written(option.defaultValue().orElseThrow(), type) + "`"
                        : option.defaultWords(),
                option.words());
    }

    private static String rangeOfTheSort(dev.interlock.Option<?> option, ValueType<?> type) {
        return switch (option.kind()) {
            case FLAG -> "`true`, `false`";
            case CHOICE -> words(option.choices()).map(word -> "`" + word + "`").collect(Collectors.joining(", "));
            case CODE -> type == NameTypes.NAME ? "a name from code" : "names from code";
            default -> throw new AssertionError(option + " has no range");
        };
    }

    private static String written(Object value, ValueType<?> type) {
        return value instanceof Number number ? Json.number(number) : type.write(value);
    }

    private static Stream<String> words(List<?> constants) {
        return constants.stream().map(each -> ValueTypes.word((Enum<?>) each));
    }

    /** What a schema says of its values. */
    Map<String, Object> schema() {
        String all = words + " Range: " + range + ". Default: " + byDefault + ".";
        return Json.joined(Json.object("description", all.replace("`", "")), values());
    }

    private Map<String, Object> values() {
        if (type == NameTypes.NAMES) {
            return Json.ref("words");
        }
        if (type == NameTypes.NAME) {
            return Json.ref("word");
        }
        return switch (kind) {
            case WHOLE_NUMBER -> numbers("integer");
            case FACTOR -> numbers("number");
            case SHARE -> Json.object("oneOf", List.of(numbers("number"), Json.ref("percent")));
            case DURATION -> Json.ref("duration");
            case FLAG -> Json.object("type", "boolean");
            case CHOICE ->
                Json.joined(
                        anyCase(choices), Json.object("examples", words(choices).toList()));
            case CASCADES -> Json.object("oneOf", List.of(Json.ref("words"), modes()));
            case NAMES, CODE -> throw new AssertionError(name + " is neither a name nor names");
        };
    }

    private Map<String, Object> numbers(String type) {
        return Json.object(
                "type",
                type,
                isLeastExcluded ? "exclusiveMinimum" : "minimum",
                least.orElseThrow(),
                "maximum",
                most.orElseThrow());
    }

    private static Map<String, Object> modes() {
        return Json.object(
                "type",
                "object",
                "maxProperties",
                CircuitConfigBuilder.MAX_CASCADE_TARGETS,
                "additionalProperties",
                anyCase(List.of(CascadeMode.values())));
    }

    /** A schema has no flag for it. */
    private static Map<String, Object> anyCase(List<?> constants) {
        String pattern = words(constants)
                .map(word -> word.chars()
                        .mapToObj(each -> each == '-'
                                ? "[-_]"
                                : "[" + (char) each
                                        + String.valueOf((char) each).toUpperCase(Locale.ROOT) + "]")
                        .collect(Collectors.joining()))
                .collect(Collectors.joining("|", "^(", ")$"));
        return Json.object("type", "string", "pattern", pattern);
    }
}
