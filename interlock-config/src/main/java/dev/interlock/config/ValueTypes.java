package dev.interlock.config;

import dev.interlock.config.YamlNode.Scalar;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The sorts of single values. */
final class ValueTypes {

    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]{1,1000}");
    private static final Pattern REAL =
            Pattern.compile("[-+]?(\\.[0-9]{1,100}|[0-9]{1,100}(\\.[0-9]{0,100})?)([eE][-+]?[0-9]{1,3})?");

    private ValueTypes() {}

    /** Text, whatever it looks like. */
    static final ValueType<String> TEXT = new ValueType<>() {
        @Override
        @Nullable
        String read(YamlNode node, Reading reading) {
            return text(node, reading, "text");
        }

        @Override
        String write(Object value) {
            return YamlText.scalar((String) value);
        }
    };

    /** A whole number. What does not fit an int is given on as the nearest that does: it is out of every range. */
    static final ValueType<Integer> WHOLE_NUMBER = new ValueType<>() {
        @Override
        @Nullable
        Integer read(YamlNode node, Reading reading) {
            String text = plain(node, reading, "a whole number");
            if (text == null) {
                return null;
            }
            if (!WHOLE.matcher(text).matches()) {
                reading.problem(node, CleanText.quoted(text) + " is not a whole number");
                return null;
            }
            BigInteger number = new BigInteger(text.startsWith("+") ? text.substring(1) : text);
            return number.min(BigInteger.valueOf(Integer.MAX_VALUE))
                    .max(BigInteger.valueOf(Integer.MIN_VALUE))
                    .intValue();
        }

        @Override
        String write(Object value) {
            return value.toString();
        }
    };

    /** A share: 0.5 or 50%. */
    static final ValueType<Double> SHARE = new Real("a share such as 0.5 or 50%", true);

    /** {@code write 20%}, where a number over 1 looks like one of a hundred; else nothing. */
    static String asPercent(String written, double share) {
        boolean isOfHundred = share > 1 && share <= 100 && !written.endsWith("%");
        return isOfHundred ? "write " + CleanText.clean(written) + "%" : "";
    }

    /** A factor: 1.5. */
    static final ValueType<Double> FACTOR = new Real("a number such as 1.5", false);

    private static final class Real extends ValueType<Double> {
        private final String wanted;
        private final boolean percent;

        Real(String wanted, boolean percent) {
            this.wanted = wanted;
            this.percent = percent;
        }

        @Override
        @Nullable
        Double read(YamlNode node, Reading reading) {
            String text = text(node, reading, wanted);
            if (text == null) {
                return null;
            }
            boolean inPercent = percent && text.endsWith("%");
            String number = inPercent ? text.substring(0, text.length() - 1).strip() : text;
            boolean quotedNumber = !inPercent && node instanceof Scalar scalar && !scalar.plain();
            if (quotedNumber || !REAL.matcher(number).matches()) {
                reading.problem(
                        node,
                        CleanText.quoted(text) + " is not " + wanted + (quotedNumber ? "; take the quotes away" : ""));
                return null;
            }
            return inPercent ? new BigDecimal(number).movePointLeft(2).doubleValue() : Double.valueOf(number);
        }

        @Override
        String write(Object value) {
            return value.toString();
        }
    }

    /** A duration with its unit. */
    static final ValueType<Duration> DURATION = new ValueType<>() {
        @Override
        @Nullable
        Duration read(YamlNode node, Reading reading) {
            String text = text(node, reading, "a duration such as 10s");
            if (text == null) {
                return null;
            }
            Optional<Duration> duration = Durations.parse(text);
            if (duration.isEmpty()) {
                reading.problem(node, CleanText.quoted(text) + Durations.rule(text));
            }
            return duration.orElse(null);
        }

        @Override
        String write(Object value) {
            return Durations.write((Duration) value);
        }
    };

    /** True or false, and no other word. */
    static final ValueType<Boolean> FLAG = new ValueType<>() {
        @Override
        @Nullable
        Boolean read(YamlNode node, Reading reading) {
            String text = plain(node, reading, "true or false");
            if (text == null) {
                return null;
            }
            if (!text.equals("true") && !text.equals("false")) {
                reading.problem(node, CleanText.quoted(text) + " is neither true nor false; no other word is taken");
                return null;
            }
            return Boolean.valueOf(text);
        }

        @Override
        String write(Object value) {
            return value.toString();
        }
    };

    /** One of the values of an enum, in any case, with - or _. */
    static <E extends Enum<E>> ValueType<E> oneOf(Class<E> type) {
        return oneOf(List.of(type.getEnumConstants()));
    }

    private static <E> ValueType<E> oneOf(List<E> constants) {
        List<String> words =
                constants.stream().map(each -> word((Enum<?>) each)).toList();
        return new ValueType<>() {
            @Override
            @Nullable
            E read(YamlNode node, Reading reading) {
                String all = "one of " + String.join(", ", words);
                String text = text(node, reading, all);
                if (text == null) {
                    return null;
                }
                String wanted = text.toLowerCase(Locale.ROOT).replace('_', '-');
                int index = words.indexOf(wanted);
                if (index < 0) {
                    String hint = reading.problems().hint(wanted, words, "");
                    reading.problem(node, CleanText.quoted(text) + " is not " + all + hint);
                    return null;
                }
                return constants.get(index);
            }

            @Override
            String write(Object value) {
                return word((Enum<?>) value);
            }
        };
    }

    /** The sort of an option's values, if a file has them as the core does. */
    @SuppressWarnings("unchecked") // by its kind
    static <T> ValueType<T> of(dev.interlock.Option<T> option) {
        return (ValueType<T>)
                switch (option.kind()) {
                    case WHOLE_NUMBER -> WHOLE_NUMBER;
                    case SHARE -> SHARE;
                    case FACTOR -> FACTOR;
                    case DURATION -> DURATION;
                    case FLAG -> FLAG;
                    case CHOICE -> oneOf(option.choices());
                    case CASCADES -> NameTypes.CASCADE;
                    case NAMES, CODE -> throw new IllegalArgumentException(option.name());
                };
    }

    /** How a file writes a constant. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** How a file may write the constants of an enum. */
    static <E extends Enum<E>> List<String> words(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(ValueTypes::word).toList();
    }

    private static @Nullable String plain(YamlNode node, ValueType.Reading reading, String wanted) {
        String text = ValueType.text(node, reading, wanted);
        if (text != null && node instanceof Scalar scalar && !scalar.plain()) {
            reading.problem(
                    node, "the text " + CleanText.quoted(text) + " is not " + wanted + "; take the quotes away");
            return null;
        }
        return text;
    }
}
