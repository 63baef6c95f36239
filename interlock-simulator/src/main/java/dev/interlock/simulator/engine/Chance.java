package dev.interlock.simulator.engine;

import dev.interlock.simulator.model.ServiceModel.Spread;

/**
 * Numbers that look random and are functions of what they are for: the seed, the request, the place of the call in it. Whatever a policy
 * lets through, the same request then takes the same time everywhere, so policies are compared on the same traffic. Times come from tables
 * of quantiles, made with {@link StrictMath}: the same on every machine, and faster than a logarithm for each call.
 */
final class Chance {

    private static final int QUANTILES = 4096;
    private static final double SIGMA = 0.5;

    /** Longer than any run, and far from what a sum of times could overflow. */
    private static final double LONGEST = 1e15;

    private static final double[] EXPONENTIAL = exponential();
    private static final double[] LOGNORMAL = lognormal();

    private Chance() {}

    /** Mixes two numbers into one that looks like neither (the finalizer of SplitMix64). */
    static long mix(long one, long other) {
        long z = one + other * 0x9E3779B97F4A7C15L + 0x632BE59BD9B4E019L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** A number from [0, 1). */
    static double unit(long mixed) {
        return (mixed >>> 11) * 0x1.0p-53;
    }

    /** A time around a mean. */
    static long time(long mixed, double mean, Spread spread) {
        double time = switch (spread) {
            case CONSTANT -> mean;
            case EXPONENTIAL -> mean * quantile(EXPONENTIAL, mixed);
            case LOGNORMAL -> mean * quantile(LOGNORMAL, mixed);
        };
        return (long) Math.min(time, LONGEST);
    }

    /** The time until the next of events that come at a mean distance, independently of each other. */
    static long untilNext(long mixed, double mean) {
        return Math.max(1, (long) (mean * quantile(EXPONENTIAL, mixed)));
    }

    /** Between two entries of a table. The last is never an end: it has no neighbour above. */
    private static double quantile(double[] table, long mixed) {
        double at = unit(mixed) * (QUANTILES - 1);
        int index = (int) at;
        return table[index] + (table[index + 1] - table[index]) * (at - index);
    }

    private static double[] exponential() {
        double[] table = new double[QUANTILES];
        for (int i = 0; i < QUANTILES; i++) {
            table[i] = -StrictMath.log(1 - (i + 0.5) / QUANTILES);
        }
        return scaledToMean(table);
    }

    private static double[] lognormal() {
        double[] table = new double[QUANTILES];
        for (int i = 0; i < QUANTILES; i++) {
            table[i] = StrictMath.exp(SIGMA * normal((i + 0.5) / QUANTILES));
        }
        return scaledToMean(table);
    }

    /** The mean of what is drawn is exactly one. */
    private static double[] scaledToMean(double[] table) {
        double sum = 0;
        for (int i = 0; i + 1 < QUANTILES; i++) {
            sum += (table[i] + table[i + 1]) / 2;
        }
        double mean = sum / (QUANTILES - 1);
        for (int i = 0; i < QUANTILES; i++) {
            table[i] /= mean;
        }
        return table;
    }

    /** The normal distribution's quantile, by bisection of its integral: only for the table. */
    private static double normal(double share) {
        double low = -6;
        double high = 6;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (cumulative(middle) < share) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /** The series for the integral of the normal density around zero; exact to the last digits between -6 and 6. */
    private static double cumulative(double x) {
        double term = x;
        double sum = x;
        for (int i = 1; i < 200; i++) {
            term *= x * x / (2 * i + 1);
            sum += term;
        }
        return 0.5 + sum * StrictMath.exp(-x * x / 2) / StrictMath.sqrt(2 * Math.PI);
    }
}
