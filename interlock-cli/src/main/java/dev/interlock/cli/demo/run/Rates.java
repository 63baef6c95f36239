package dev.interlock.cli.demo.run;

import dev.interlock.cli.demo.net.MeterReading;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** Turns growing counts into rates over the last second. Used by one thread. */
final class Rates {

    private record Reading(double seconds, Map<String, MeterReading> meters) {}

    private final Deque<Reading> readings = new ArrayDeque<>();

    void add(double seconds, Map<String, MeterReading> meters) {
        readings.addLast(new Reading(seconds, meters));
        while (readings.size() > 2 && seconds - readings.getFirst().seconds() > 1.001) {
            readings.removeFirst();
        }
    }

    double passed(String name) {
        return rate(last(name).passed() - first(name).passed());
    }

    double refused(String name) {
        return rate(last(name).refused() - first(name).refused());
    }

    private MeterReading first(String name) {
        return readings.getFirst().meters().getOrDefault(name, MeterReading.ZERO);
    }

    private MeterReading last(String name) {
        return readings.getLast().meters().getOrDefault(name, MeterReading.ZERO);
    }

    private double rate(long calls) {
        double span = readings.getLast().seconds() - readings.getFirst().seconds();
        return span <= 0 ? 0 : calls / span;
    }
}
