package dev.interlock.verification.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What guards and signals say: a table that steps change. Both the core and the reference ask it, on one thread. */
final class Answers {

    /** The three things a hook can do on time. */
    enum Answer {
        YES,
        NO,
        THROWS
    }

    static final List<Answer> ALL = List.of(Answer.values());

    private final Map<String, Answer> table = new HashMap<>();

    void put(String node, String guard, Answer answer) {
        table.put(node + " " + guard, answer);
    }

    Answer get(String node, String guard) {
        return table.getOrDefault(node + " " + guard, Answer.YES);
    }

    /** Answers as a hook does. */
    boolean ask(String node, String guard) {
        Answer answer = get(node, guard);
        if (answer == Answer.THROWS) {
            throw new IllegalStateException("as the table says");
        }
        return answer == Answer.YES;
    }
}
