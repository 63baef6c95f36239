package dev.interlock.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes valid files of every option, from a seed. */
final class GeneratedFiles {

    private static final List<String> WORDS = List.of("g1", "g 2", "null", "true", "ü \\ \" #", "a: b", "-", "~");

    private final Random random;
    private final StringBuilder out = new StringBuilder();
    private final List<String> circuits = new ArrayList<>();

    private GeneratedFiles(Random random) {
        this.random = random;
    }

    static String generate(Random random) {
        return new GeneratedFiles(random).file();
    }

    private String file() {
        out.append("version: 1\nexternal: [legacy, 'a:b']\n");
        int templates = random.nextInt(4);
        out.append("templates:\n");
        for (int i = 0; i < templates; i++) {
            out.append("  t").append(i).append(": ");
            section(CircuitOptions.ALL, i, List.of("legacy", "a:b"), List.of());
        }
        out.append("circuits:\n");
        int count = 1 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            String name = List.of("c", "null", "x:y/", "1.5", "T-").get(i) + (i == 1 ? "" : i);
            out.append("  ").append(YamlText.scalar(name)).append(": ");
            section(CircuitOptions.ALL, templates, known(), List.of());
            circuits.add(name);
        }
        out.append("groups:\n");
        int groups = random.nextInt(3);
        for (int g = 0; g < groups; g++) {
            out.append("  grp").append(g).append(":\n    defaults: ");
            section(CircuitOptions.ALL, templates, List.of("legacy"), List.of());
            out.append("    circuits:\n");
            List<String> members = new ArrayList<>();
            int size = random.nextInt(3);
            for (int m = 0; m < size; m++) {
                out.append("      m").append(m).append(": ");
                section(CircuitOptions.OF_MEMBERS, templates, known(), members);
                members.add("m" + m);
            }
        }
        out.append("signals:\n");
        int signals = random.nextInt(3);
        for (int s = 0; s < signals; s++) {
            out.append("  s").append(s).append(": {check: ").append(YamlText.scalar(pick(WORDS)));
            for (Option<?> option : SignalOptions.ALL) {
                if (option != SignalOptions.CHECK && random.nextInt(2) == 0) {
                    String value = option == SignalOptions.CASCADES_TO ? names(circuits) : single(option);
                    out.append(", ").append(option.key()).append(": ").append(value);
                }
            }
            out.append("}\n");
        }
        return out.toString();
    }

    private List<String> known() {
        List<String> all = new ArrayList<>(circuits);
        all.add("legacy");
        return all;
    }

    private void section(List<? extends Option<?>> options, int templates, List<String> targets, List<String> members) {
        List<String> parts = new ArrayList<>();
        for (Option<?> option : options) {
            if (random.nextInt(4) != 0) {
                continue;
            }
            if (option == CircuitOptions.TEMPLATE) {
                if (templates > 0) {
                    parts.add("template: t" + random.nextInt(templates));
                }
            } else if (option == CircuitOptions.DEPENDS_ON_MEMBERS) {
                if (!members.isEmpty()) {
                    parts.add("dependsOnMembers: " + names(members));
                }
            } else if (option.type() == NameTypes.NAMES || option.type() == NameTypes.CASCADE) {
                parts.add(option.key() + ": " + (option.kind().isPresent() ? names(WORDS) : names(targets)));
            } else {
                parts.add(option.key() + ": " + single(option));
            }
        }
        out.append('{').append(String.join(", ", parts)).append("}\n");
    }

    private String single(Option<?> option) {
        ValueType<?> type = option.type();
        if (type == ValueTypes.WHOLE_NUMBER) {
            return String.valueOf(1 + random.nextInt(10_000));
        }
        if (type == ValueTypes.SHARE) {
            return random.nextBoolean() ? 1 + random.nextInt(100) + "%" : String.valueOf(1 - random.nextDouble());
        }
        if (type == ValueTypes.FACTOR) {
            return String.valueOf(1 + random.nextDouble() * 9);
        }
        if (type == ValueTypes.FLAG) {
            return String.valueOf(random.nextBoolean());
        }
        if (type == ValueTypes.DURATION) {
            // A longest wait has to be longer than the wait, wherever that comes from.
            return option.key().equals("maxResetTimeout")
                    ? "30d"
                    : pick(List.of("1ms", "500ms", "10s", "1m30s", "2h", "29d23h59m59s999ms", "PT1.0000005S", "pt3m"));
        }
        if (type == NameTypes.NAME) {
            return YamlText.scalar(pick(WORDS));
        }
        return switch (option.key()) {
            case "recoveryMode" -> pick(List.of("automatic", "ON_CALL", "manual"));
            case "dependencyReadiness" -> pick(List.of("up", "closed-only"));
            case "attribution" -> pick(List.of("innermost", "OWN-ALL"));
            case "remoteAttribution" -> pick(List.of("any", "none", "Dependencies"));
            case "rampUpCurve" -> pick(List.of("linear", "EXPONENTIAL"));
            default -> throw new IllegalStateException("no value for " + option);
        };
    }

    private String names(List<String> from) {
        List<String> some = new ArrayList<>(from);
        some.removeIf(name -> random.nextInt(3) == 0);
        return YamlTextList.of(some.isEmpty() ? List.of(from.get(0)) : some);
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** A list in brackets. */
    private static final class YamlTextList {
        static String of(List<String> names) {
            return "[" + String.join(", ", names.stream().map(YamlText::scalar).toList()) + "]";
        }
    }
}
