package dev.interlock;

/** Whose failure it is when a call fails inside several circuits at once. */
public enum AttributionPolicy {
    /** The innermost circuit's that saw it; outer circuits do not count it. The default. */
    INNERMOST,
    /** Every circuit's that saw it. A refusal by another circuit is still nobody's failure. */
    OWN_ALL
}
