package dev.interlock.internal.call;

/** The key that a circuit stands for in its family, which may give the circuit's place to another key while nobody uses it. */
public interface Keyed {

    /** The circuit is used, now. */
    void used();

    /** The circuit that the key has now, or gets. */
    CircuitImpl present();
}
