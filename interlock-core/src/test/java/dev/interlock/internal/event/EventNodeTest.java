package dev.interlock.internal.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class EventNodeTest {

    @Test
    void append_events_makesANodeAndLeavesTheOld() {
        EventNode first = EventNode.first();

        EventNode second = first.append(List.of(Commits.event(1), Commits.event(2)));

        assertThat(first.lastSequence()).isZero();
        assertThat(second.lastSequence()).isEqualTo(2);
        assertThat(second.previous()).isSameAs(first);
    }

    @Test
    void append_nothing_isTheSameNode() {
        EventNode first = EventNode.first();

        assertThat(first.append(List.of())).isSameAs(first);
    }

    @Test
    void append_wrongNumber_isRefused() {
        EventNode node = EventNode.first().append(List.of(Commits.event(1)));

        assertThatThrownBy(() -> node.append(List.of(Commits.event(3))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("event 3 where 2 is next");
        assertThatThrownBy(() -> node.append(List.of(Commits.event(1)))).isInstanceOf(IllegalArgumentException.class);
    }
}
