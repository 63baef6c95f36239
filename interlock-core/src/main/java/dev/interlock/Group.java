package dev.interlock;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Circuits that belong together: a common prefix, common defaults, common actions. Thread-safe.
 *
 * <p>A member {@code db} of the group {@code payments} is the circuit {@code payments.db}; the graph knows it by that name.
 */
public interface Group {

    /**
     * The name.
     *
     * @return the prefix of its circuits, without the dot
     */
    String name();

    /**
     * Defines a member with the defaults of the group.
     *
     * @param member its name in the group
     * @return the circuit
     * @throws InvalidConfigurationException as {@link Interlock#define(String, Consumer)}
     */
    default Circuit define(String member) {
        return define(member, config -> {});
    }

    /**
     * Defines a member.
     *
     * @param member its name in the group
     * @param config changes the defaults of the group
     * @return the circuit
     * @throws InvalidConfigurationException as {@link Interlock#define(String, Consumer)}
     * @throws DependencyCycleException      as {@link Interlock#define(String, Consumer)}
     */
    Circuit define(String member, Consumer<? super MemberConfig> config);

    /**
     * The member of this name, whatever it is configured with, or a new one, in one step; see {@link Interlock#defineOrGet(String, Consumer)}.
     *
     * @param member its name in the group
     * @param config changes the defaults of the group for a new one; not asked if there is one
     * @return the circuit
     * @throws InvalidConfigurationException as {@link Interlock#defineOrGet(String, Consumer)}
     * @throws DependencyCycleException      as {@link Interlock#defineOrGet(String, Consumer)}
     */
    Circuit defineOrGet(String member, Consumer<? super MemberConfig> config);

    /** A circuit's options, where other members of the group can be named without the prefix. */
    interface MemberConfig {

        /**
         * The options.
         *
         * @return the builder of this circuit
         */
        CircuitConfigBuilder options();

        /**
         * Adds hard dependencies on members of this group.
         *
         * @param members names in the group
         * @return this
         */
        MemberConfig dependsOnMember(String... members);

        /**
         * Adds a guard on the member's calls.
         *
         * @param name  the condition in words
         * @param guard the condition
         * @return this
         */
        MemberConfig guardWith(String name, Guard guard);
    }

    /**
     * A member that has to be there.
     *
     * @param member its name in the group
     * @return the circuit
     * @throws java.util.NoSuchElementException if there is none
     */
    Circuit circuit(String member);

    /**
     * The members.
     *
     * @return names in the group, sorted
     */
    Set<String> members();

    /**
     * Adds a guard on the calls of every member that is defined from now on.
     *
     * @param name  the condition in words
     * @param guard the condition
     * @return this
     * @throws IllegalStateException if the group has members already
     */
    Group guardWith(String name, Guard guard);

    /**
     * Whether a call to every member would be admitted now.
     *
     * @return true if all are callable
     */
    boolean allHealthy();

    /**
     * Whether any member is OPEN or FORCED_OPEN.
     *
     * @return true if one is open
     */
    boolean anyOpen();

    /**
     * The members' states.
     *
     * @return states by name in the group, sorted, of one published state
     */
    Map<String, State> status();

    /**
     * Whether no hard dependency of a member, direct or transitive, is open.
     *
     * @param member its name in the group
     * @return true if the member is not blocked
     * @throws java.util.NoSuchElementException if there is none
     */
    boolean dependenciesMet(String member);

    /**
     * Resets the members, dependencies first. What only an operator may move is passed by, and reported with
     * {@link Reason.Kind#WRONG_STATE}.
     *
     * @return what became of each, in that order
     */
    List<TransitionResult> resetAll();

    /**
     * Opens the members, dependents first. They recover as usual.
     *
     * @param actor  who
     * @param reason why
     * @return what became of each, in that order
     */
    List<TransitionResult> tripAll(Actor actor, String reason);
}
