package dev.interlock;

/** Whether a cascade edge opens its target or only tells that it would. */
public enum CascadeMode {
    /** The target opens. */
    ENFORCE,
    /** The target stays as it is; the cascade event lists it as one that would have opened. */
    DRY_RUN
}
