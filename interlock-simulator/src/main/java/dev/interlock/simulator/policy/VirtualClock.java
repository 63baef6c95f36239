package dev.interlock.simulator.policy;

import dev.interlock.simulator.engine.Agenda;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The simulated time as Resilience4j wants it. */
final class VirtualClock extends Clock {

    private final VirtualTime time;

    VirtualClock(Agenda agenda) {
        this.time = new VirtualTime(agenda);
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
        return instant().toEpochMilli();
    }

    @Override
    public Instant instant() {
        return time.instant();
    }
}
