package dev.interlock;

import java.util.Optional;

/**
 * Circuits by key: a key in, its circuit out, for tenants, hosts or partitions whose number nobody knows beforehand. Thread-safe.
 *
 * <p>At most {@link FamilyConfig#maxSize} keys have a circuit at once. A key that nobody used for {@link FamilyConfig#idleAfter} counts as gone: asking
 * for its circuit and calling it are uses, refused calls included. When a further key needs a circuit, it gets the place of one that is gone; if there
 * is none, its calls go through the one {@link #overflow} circuit. So keys may come from outside: they cost no more memory than the places.
 *
 * <p>A key that is gone keeps its place while a call of it is in flight, while an OPEN circuit's wait is not over, and while an operator holds
 * it in FORCED_OPEN, DISABLED or METRICS_ONLY. Else it goes: from CLOSED when another key needs the place, from OPEN and HALF_OPEN by itself, so that
 * what nobody calls any more is not probed, counted and waited for. If the key comes back, it begins with a fresh circuit.
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
     * Forgets a key: its circuit goes, whatever it counted, waits for or probes, and its place is free. If the key is used again, it gets a fresh
     * circuit, also through a handle that was kept. For keys of which you know that they are gone, as a host that was taken out of service.
     *
     * @param key any text
     * @return whether it went; false if the key has no circuit, if a call of it is in flight, or if an operator holds the circuit in FORCED_OPEN,
     *     DISABLED or METRICS_ONLY, and nothing is changed then
     */
    boolean forget(String key);

    /**
     * The circuit for keys that have none, because all places are taken and in use: {@code family/_overflow}. The keys that share it have nothing
     * else in common, so it does not open because some of them fail: it opens only when no call through it works ({@code failureRate(1.0)} in place
     * of the template's conditions, and {@code slowCallRate(1.0)} if the template has a slow condition). The template's bulkhead, if there is one, is
     * one for all of them.
     *
     * @return the circuit, with the other options and the edges of the template
     */
    Circuit overflow();

    /**
     * The circuit that opens when several keys are open, and that all of them depend on.
     *
     * @return the circuit with the family's name; empty without {@link FamilyConfig.Builder#hostOpensAt(int)}
     */
    Optional<Circuit> host();
}
