package dev.interlock.cli.demo.net;

import java.util.concurrent.atomic.LongAdder;

/** What one breaker did, for the calls of everybody: let through, or refused. */
final class Meter {

    private final LongAdder passed = new LongAdder();
    private final LongAdder refused = new LongAdder();

    void countPassed() {
        passed.increment();
    }

    void countRefused() {
        refused.increment();
    }

    MeterReading read() {
        return new MeterReading(passed.sum(), refused.sum());
    }
}
