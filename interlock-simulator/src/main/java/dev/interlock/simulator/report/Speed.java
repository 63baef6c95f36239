package dev.interlock.simulator.report;

/**
 * How fast the simulator itself was.
 *
 * @param callsPerSecond simulated calls for each second of wall time, on one thread, without protection
 * @param largeServices  services of the large graph
 * @param peakHeapBytes  the most heap that was in use at once while that graph was simulated with Interlock
 */
public record Speed(double callsPerSecond, int largeServices, long peakHeapBytes) {}
