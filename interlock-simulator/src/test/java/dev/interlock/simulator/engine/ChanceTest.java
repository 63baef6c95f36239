package dev.interlock.simulator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.interlock.simulator.model.ServiceModel.Spread;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChanceTest {

    private static final int DRAWS = 200_000;

    @ParameterizedTest
    @EnumSource(Spread.class)
    void times_ofEverySpread_haveTheMeanAskedFor(Spread spread) {
        double sum = 0;
        for (int i = 0; i < DRAWS; i++) {
            sum += Chance.time(Chance.mix(1, i), 2_000_000, spread);
        }
        assertThat(sum / DRAWS).isCloseTo(2_000_000, within(20_000.0));
    }

    @Test
    void exponentialTimes_spreadAsTheyShould() {
        double squares = 0;
        for (int i = 0; i < DRAWS; i++) {
            double each = Chance.time(Chance.mix(2, i), 1_000_000, Spread.EXPONENTIAL) / 1e6 - 1;
            squares += each * each;
        }
        assertThat(squares / DRAWS).as("variance in squares of the mean").isCloseTo(1, within(0.03));
    }

    @Test
    void mix_isTheSameEverywhere() {
        assertThat(Chance.mix(1, 2)).isEqualTo(Chance.mix(1, 2)).isNotEqualTo(Chance.mix(2, 1));
        assertThat(Chance.untilNext(Chance.mix(1, 2), 1e7)).isEqualTo(Chance.untilNext(Chance.mix(1, 2), 1e7));
        assertThat(Chance.unit(-1L)).isLessThan(1);
        assertThat(Chance.unit(0)).isZero();
    }
}
