package dev.interlock.internal.hook;

/** The sorts of the user's hooks: what messages call them, and how loud their failures are. */
public enum HookKind {
    /** A guard on recovery, on reset or on calls. */
    GUARD("guard", System.Logger.Level.WARNING),
    /** A health check that is a node. Its failing is what it is for: the node says so, the log need not. */
    SIGNAL("signal", System.Logger.Level.DEBUG),
    /** A circuit's own active check; as for signals. */
    PROBE("probe", System.Logger.Level.DEBUG),
    /** A predicate that classifies throwables or results. */
    PREDICATE("predicate", System.Logger.Level.WARNING),
    /** A listener to events. */
    LISTENER("listener", System.Logger.Level.WARNING),
    /** What asynchronous work returned, when it is cancelled. */
    STAGE("stage of circuit", System.Logger.Level.WARNING),
    /** An executor, scheduler or clock that was given to the library. */
    PLATFORM("input", System.Logger.Level.ERROR),
    /** The library itself. */
    INTERNAL("step of the library", System.Logger.Level.ERROR);

    private final String noun;
    private final System.Logger.Level level;

    HookKind(String noun, System.Logger.Level level) {
        this.noun = noun;
        this.level = level;
    }

    /** What messages call it. */
    public String noun() {
        return noun;
    }

    /** Whether failing is an answer, and not a failure of the hook: a check says so that what it checks is down, and nothing else. */
    boolean answersByFailing() {
        return this == SIGNAL || this == PROBE;
    }

    System.Logger.Level level() {
        return level;
    }
}
