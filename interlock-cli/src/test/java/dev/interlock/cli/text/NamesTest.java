package dev.interlock.cli.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class NamesTest {

    private static final List<String> NAMES = List.of("consul", "config_service", "auth_service", "auth");

    @Test
    void resolve_wholeName_winsOverLongerOnes() {
        assertThat(Names.resolve("auth", NAMES)).isEqualTo("auth");
    }

    @Test
    void resolve_beginningOfOneName_isThatName() {
        assertThat(Names.resolve("cons", NAMES)).isEqualTo("consul");
    }

    @Test
    void resolve_beginningOfSeveral_namesThem() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Names.resolve("con", NAMES))
                .withMessage("'con' can be consul or config_service; type more of the name");
    }

    @Test
    void resolve_nothingNear_namesAll() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Names.resolve("", NAMES))
                .withMessage("there is no circuit ''; there are: consul, config_service, auth_service, auth");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Names.resolve("xyzzy", NAMES))
                .withMessageContaining("there are: consul");
    }
}
