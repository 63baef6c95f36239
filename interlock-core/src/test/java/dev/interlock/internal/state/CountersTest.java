package dev.interlock.internal.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.internal.state.Counters.Place;
import org.junit.jupiter.api.Test;

class CountersTest {

    private final Counters counters = new Counters();

    @Test
    void place_fewerThanTheLimitTaken_isTaken() {
        assertThat(counters.takePlace(2)).isEqualTo(Place.TAKEN);
        assertThat(counters.takePlace(2)).isEqualTo(Place.TAKEN);
        assertThat(counters.placesTaken()).isEqualTo(2);
    }

    @Test
    void place_asManyAsTheLimitTaken_isFull() {
        counters.takePlace(1);

        assertThat(counters.takePlace(1)).isEqualTo(Place.FULL);
        assertThat(counters.placesTaken()).isEqualTo(1);
    }

    @Test
    void place_givenBack_isTakenAgain() {
        counters.takePlace(1);
        counters.givePlaceBack();

        assertThat(counters.takePlace(1)).isEqualTo(Place.TAKEN);
    }

    @Test
    void place_retired_saysSoAndNotThatItIsFull() {
        assertThat(counters.retire()).isTrue();

        assertThat(counters.takePlace(1)).isEqualTo(Place.RETIRED);
        assertThat(counters.placesTaken()).isZero();
    }

    @Test
    void place_unretired_isTakenAgain() {
        counters.retire();
        counters.unretire();

        assertThat(counters.takePlace(1)).isEqualTo(Place.TAKEN);
    }

    @Test
    void retire_placeTaken_isRefusedAndChangesNothing() {
        counters.takePlace(2);

        assertThat(counters.retire()).isFalse();
        assertThat(counters.takePlace(2)).isEqualTo(Place.TAKEN);
    }
}
