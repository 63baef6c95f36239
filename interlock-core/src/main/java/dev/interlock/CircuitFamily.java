package dev.interlock;

import java.util.Optional;

/**
 * Circuits by key: a key in, its circuit out, for tenants, hosts or partitions whose number nobody knows beforehand. Thread-safe.
 *
 * <p>At most {@link FamilyConfig#maxSize} keys have a circuit at once. When a further key needs one, the place of a circuit is given to it that
 * is CLOSED, not blocked, has no call in flight, and was not used for {@link FamilyConfig#idleAfter}; if there is none, calls of that key
 * go through the one {@link #overflow} circuit, and no circuit is ever lost for it. So keys may come from outside: they cost no more memory than the
 * places.
 *
 * <p>The circuits are called {@code family/key} and are in the graph like others, with the edges of the template. Keys are escaped: what is not one of
 * {@code A-Z a-z 0-9 . : -} becomes {@code _} and two hexadecimal digits for each byte of UTF-8, and a long key ends in {@code __} and a hash. Nobody
 * else can define, link, remove or reconfigure circuits with such names.
 */
public interface CircuitFamily {

    /**
     * The name.
     *
     * @return the prefix of its circuits, without the slash
     */
    String name();

    /**
     * The circuit of a key; made now if the key has none. Ask for each call: a circuit that is kept, and not used for so long that its place
     * was given away, sends calls to the circuit that the key has by then, but answers everything else as a removed circuit does.
     *
     * @param key any text
     * @return the key's circuit, or {@link #overflow} while there is no place
     */
    Circuit circuit(String key);

    /**
     * The circuit of a key, if it has one. Does not count as use.
     *
     * @param key any text
     * @return the circuit, or empty
     */
    Optional<Circuit> find(String key);

    /**
     * What the circuit of a key is called, in messages, events and snapshots.
     *
     * @param key any text
     * @return the name, at most 128 characters
     */
    String nameOf(String key);

    /**
     * How many keys have a circuit.
     *
     * @return 0 to {@link FamilyConfig#maxSize}
     */
    int size();

    /**
     * The circuit for keys that have none, because all places are taken and in use: {@code family/_overflow}.
     *
     * @return the circuit, with the options and edges of the template
     */
    Circuit overflow();

    /**
     * The circuit that opens when several keys are open, and that all of them depend on.
     *
     * @return the circuit with the family's name; empty without {@link FamilyConfig.Builder#hostOpensAt}
     */
    Optional<Circuit> host();
}
