package dev.interlock.internal;

import dev.interlock.InvalidConfigurationException;
import dev.interlock.internal.text.Texts;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The rule for names. */
final class NameRules {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/-]{0,127}");

    private NameRules() {}

    static Optional<String> problem(String name) {
        return NAME.matcher(name).matches()
                ? Optional.empty()
                : Optional.of("'" + Texts.clean(name)
                        + "' is not a name; use 1 to 128 of A-Z a-z 0-9 . _ : / -, beginning with a letter or digit");
    }

    static void check(String name) {
        problem(name).ifPresent(problem -> {
            throw new InvalidConfigurationException(List.of(problem));
        });
    }
}
