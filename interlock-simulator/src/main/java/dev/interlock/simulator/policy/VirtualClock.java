package dev.interlock.simulator.policy;

import dev.interlock.simulator.engine.Agenda;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The simulated time as Resilience4j wants it. */
final class VirtualClock extends Clock {

    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

    private final Agenda agenda;

    VirtualClock(Agenda agenda) {
        this.agenda = agenda;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this; // nothing here asks for the time of day
    }

    @Override
    public long millis() {
        return FIRST.toEpochMilli() + agenda.now() / 1_000_000;
    }

    @Override
    public Instant instant() {
        return FIRST.plusNanos(agenda.now());
    }
}
