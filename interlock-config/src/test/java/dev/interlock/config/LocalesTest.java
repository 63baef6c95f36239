package dev.interlock.config;

import static dev.interlock.config.Texts.parse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.interlock.Actor;
import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Default locales whose letters and digits are not those of English: files and messages are the same everywhere. */
@ExtendWith(InterlockExtension.class)
class LocalesTest {

    private static final String WRITTEN = """
            version: 1

            circuits:
              db:
                failureRate: 0.5
                resetTimeout: 10s
                rampUp: 1m30s
                rampUpCurve: linear
                recoveryMode: automatic
                dependencyReadiness: closed-only
                attribution: innermost
            """;

    private final Locale before = Locale.getDefault();

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "en-US",
                "de-DE",
                "tr-TR",
                "az-AZ",
                "lt-LT",
                "ar-EG-u-nu-arab",
                "hi-IN-u-nu-deva",
                "th-TH-u-nu-thai"
            })
    void fileAndMessages_areThoseOfEveryLocale(String locale, Interlock interlock, ManualTime time) {
        Locale.setDefault(Locale.forLanguageTag(locale));

        InterlockFile file = parse(
                "circuits:",
                "  db:",
                "    attribution: INNERMOST",
                "    recoveryMode: AUTOMATIC",
                "    dependencyReadiness: CLOSED_ONLY",
                "    rampUp: 1m30s",
                "    rampUpCurve: LINEAR",
                "    failureRate: 50%",
                "    resetTimeout: PT10S");
        file.defineIn(interlock);
        Circuit db = interlock.circuit("db");
        db.operator().open(Actor.of("ops"), "drill");
        time.advance(Duration.ofMillis(4_500));

        assertThat(catchThrowable(() -> db.call(() -> "never")))
                .hasMessage("Circuit 'db' rejected the call: OPEN for 4.5 s by ops ('drill'); next attempt in 5.5 s");
        assertThat(InterlockFileWriter.write(file)).isEqualTo(WRITTEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tr-TR", "ar-EG-u-nu-arab"})
    void problems_areToldInEveryLocale(String locale) {
        Locale.setDefault(Locale.forLanguageTag(locale));

        assertThat(catchThrowable(() ->
                        parse("circuits:", "  db: {recoveryMode: AUTOMATICALLY, failureThreshold: 1234567890123}")))
                .hasMessage("""
                        2 problems:
                        interlock.yaml:2:22: circuits.db.recoveryMode: 'AUTOMATICALLY' is not one of automatic, on-call, manual; did you mean 'automatic'?
                        interlock.yaml:2:55: circuits.db.failureThreshold: 1234567890123 is outside of 1 to 1000000""");
    }
}
