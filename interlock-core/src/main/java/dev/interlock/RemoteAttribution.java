package dev.interlock;

/** Whether a {@link RemoteFailureException} from another process is believed. */
public enum RemoteAttribution {
    /** If the circuit it names is a direct or transitive dependency of the calling circuit in the local graph. The default. */
    DEPENDENCIES,
    /** Always. */
    ANY,
    /** Never: it counts as any other failure. */
    NONE
}
