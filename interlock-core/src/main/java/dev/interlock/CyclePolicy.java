package dev.interlock;

/** What happens when an edge would close a cycle of dependencies. */
public enum CyclePolicy {
    /** The edge is refused with {@link DependencyCycleException}, and nothing changes. The default. */
    REFUSE,
    /**
     * Members of a cycle gate each other's calls, but not each other's recovery or reset, so that the cycle as a whole
     * can always come back. What lies outside the cycle gates every member.
     */
    CONDENSE
}
