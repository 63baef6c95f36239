package dev.interlock;

/** How the share of admitted calls grows while a circuit ramps up. */
public enum RampCurve {
    /** By the same share in the same time. */
    LINEAR,
    /** By the same factor in the same time: careful at first. For a service whose caches are cold. */
    EXPONENTIAL
}
