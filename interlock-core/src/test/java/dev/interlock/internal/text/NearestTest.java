package dev.interlock.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NearestTest {

    private static final List<String> NAMES = List.of("payment-db", "payment-gateway", "vault", "db");

    @ParameterizedTest
    @CsvSource({
        "payment-bd, payment-db",
        "paymentdb, payment-db",
        "payment-gatway, payment-gateway",
        "Payment-Gateway, payment-gateway",
        "valt, vault",
        "vualt, vault",
        "dbb, db",
        "vault, vault"
    })
    void name_withFewEdits_isFound(String wanted, String meant) {
        assertThat(Nearest.nearest(wanted, NAMES)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"orders", "x", "''", "vau", "a-name-that-is-far-longer-than-any-that-is-there"})
    void name_farFromAll_isNot(String wanted) {
        assertThat(Nearest.nearest(wanted, NAMES)).isEmpty();
    }

    @Test
    void names_equallyNear_giveTheFirstInOrder() {
        assertThat(Nearest.nearest("cache-x", List.of("cache-c", "cache-b", "cache-a")))
                .contains("cache-a");
    }

    @Test
    void fewerEdits_beatTheOrderOfNames() {
        assertThat(Nearest.nearest("orders", List.of("arderz", "orderz"))).contains("orderz");
    }

    @Test
    void nothing_isNearToNothing() {
        assertThat(Nearest.nearest("db", List.of())).isEmpty();
    }
}
