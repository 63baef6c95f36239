package dev.interlock.verification.interleaving;

import dev.interlock.State;
import java.util.ArrayList;
import java.util.List;

/** A graph of three circuits and the state that each is in. */
record Start(Wiring wiring, List<State> states) {

    /**
     * Every combination of edges and states, but for those that are another one with the circuits renamed: nothing in the core depends on names
     * except the order of words.
     */
    static List<Start> all(List<Wiring> wirings, List<State> states) {
        List<Start> all = new ArrayList<>();
        for (Wiring wiring : wirings) {
            for (State one : states) {
                for (State two : states) {
                    for (State three : states) {
                        Start start = new Start(wiring, List.of(one, two, three));
                        if (start.isFirstOfItsNames()) {
                            all.add(start);
                        }
                    }
                }
            }
        }
        return all;
    }

    World world() {
        return World.of(wiring, states);
    }

    private boolean isFirstOfItsNames() {
        return Wiring.RENAMINGS.stream()
                .allMatch(places -> encoded().compareTo(renamed(places).encoded()) <= 0);
    }

    private Start renamed(List<Integer> places) {
        List<State> moved = new ArrayList<>(states);
        for (int at = 0; at < states.size(); at++) {
            moved.set(places.get(at), states.get(at));
        }
        return new Start(wiring.renamed(places), moved);
    }

    /** As many digits for each. */
    private String encoded() {
        return ((1L << 30) | wiring.encoded()) + states.toString();
    }
}
