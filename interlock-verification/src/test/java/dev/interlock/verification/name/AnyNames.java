package dev.interlock.verification.name;

import dev.interlock.EdgeKind;
import dev.interlock.Interlock;
import dev.interlock.InterlockEvent;
import dev.interlock.InvalidConfigurationException;
import dev.interlock.NodeNames;
import dev.interlock.Snapshot;
import dev.interlock.testkit.ManualTime;
import dev.interlock.testkit.property.Generators;
import dev.interlock.testkit.property.Property;
import dev.interlock.testkit.property.Shrinkers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.concurrent.Callable;

/**
 * Gives texts of all kinds to everything that takes a name. What is no name is refused by all in the same way, without any change; no
 * message has anything in it that a log must not show. Throws where that does not hold.
 */
public final class AnyNames implements Callable<String> {

    private static final int TRIES = switch (System.getProperty("interlock.proofs", "quick")) {
        case "long" -> 40_000;
        case "short" -> 1_500;
        default -> 250;
    };

    /** Of the code points that no rule speaks of, every so many is tried. */
    private static final int STRIDE =
            System.getProperty("interlock.proofs", "quick").equals("long") ? 1 : 61;

    /** The longest message about one text: what is cut, and the sentence around it. */
    private static final int LONGEST_MESSAGE = 600;

    /** Made by reflection, in front of a core with a fault. */
    public AnyNames() {}

    /** Empty, or what does not hold. */
    @Override
    public String call() {
        try {
            Property.named("what is no name changes nothing")
                    .tries(TRIES)
                    .forAll(AnyNames::texts, Shrinkers.lists(), AnyNames::define);
            Property.named("what is no name is refused by all")
                    .tries(TRIES)
                    .forAll(AnyText.any(), Shrinkers.none(), AnyNames::ask);
            everyLength();
            everyCharacter();
            return "";
        } catch (AssertionError wrong) {
            return String.valueOf(wrong.getMessage());
        }
    }

    /** Some texts; in every third list one that is taken, by somebody else or within the list. */
    private static List<String> texts(Random random) {
        List<String> texts = new ArrayList<>(Generators.lists(AnyText.any(), 4).generate(random));
        switch (random.nextInt(6)) {
            case 0 -> texts.add("taken");
            case 1 -> texts.add(texts.isEmpty() ? "free" : texts.get(0));
            default -> texts.add("free");
        }
        return texts;
    }

    /** Code points, alone, first and last. */
    private static void everyCharacter() {
        for (int point = 0; point <= Character.MAX_CODE_POINT; point += point < 0x3000 ? 1 : STRIDE) {
            String text = new String(new int[] {point}, 0, 1);
            for (String candidate : List.of(text, text + "a", "a" + text)) {
                rule(candidate);
            }
        }
    }

    private static void everyLength() {
        for (int length = 0; length < 400; length++) {
            rule("x".repeat(length));
            rule("x".repeat(length) + "\uD83D\uDE00".repeat(length / 2));
        }
    }

    private static void rule(String text) {
        boolean isName = NameRule.isName(text);
        if (NodeNames.isName(text) != isName) {
            throw new AssertionError("isName of " + escaped(text) + " is " + !isName);
        }
        if (NodeNames.problem(text).isPresent() == isName) {
            throw new AssertionError("problem of " + escaped(text) + " is " + NodeNames.problem(text));
        }
        NodeNames.problem(text).ifPresent(problem -> clean(text, problem.toString()));
    }

    /** Defines them in one commit: all if all are different names, else none. */
    private static void define(List<String> texts) {
        try (Interlock interlock = interlock()) {
            interlock.define("taken", circuit -> circuit.dependsOn("later"));
            List<InterlockEvent> events = new ArrayList<>();
            interlock.on(InterlockEvent.class, events::add);
            Snapshot before = interlock.snapshot();
            boolean good = texts.stream().allMatch(NameRule::isName)
                    && new HashSet<>(texts).size() == texts.size()
                    && !texts.contains("taken");
            try {
                interlock.defineAll(
                        all -> texts.forEach(each -> all.define(each, circuit -> circuit.recoversAfter("taken"))));
                check(good, "defined: " + escaped(texts.toString()));
                check(events.size() == texts.size(), "events: " + events.size());
                check(interlock.names().containsAll(texts), "not all are there: " + escaped(texts.toString()));
            } catch (InvalidConfigurationException refused) {
                check(!good, "refused: " + escaped(texts.toString()));
                refused.problems().forEach(problem -> clean(texts.toString(), problem.toString()));
                unchanged(interlock, before, events, texts.toString());
            }
        }
    }

    /** Everything else that takes a name. */
    private static void ask(String text) {
        rule(text);
        try (Interlock interlock = interlock()) {
            interlock.define("a");
            List<InterlockEvent> events = new ArrayList<>();
            interlock.on(InterlockEvent.class, events::add);
            Snapshot before = interlock.snapshot();
            refuses(text, () -> interlock.circuit(text));
            refuses(text, () -> interlock.explain(text));
            refuses(text, () -> interlock.snapshot().node(text));
            refuses(text, () -> interlock.link(text, EdgeKind.DEPENDS_ON, "a"));
            check(interlock.find(text).isEmpty(), "found: " + escaped(text));
            check(interlock.snapshot().find(text).isEmpty(), "found: " + escaped(text));
            check(!interlock.unlink(text, EdgeKind.DEPENDS_ON, "a"), "unlinked: " + escaped(text));
            check(!interlock.unlink("a", EdgeKind.DEPENDS_ON, text), "unlinked: " + escaped(text));
            check(!interlock.remove(text), "removed: " + escaped(text));
            unchanged(interlock, before, events, text);
            if (!NameRule.isName(text)) {
                refuses(text, () -> interlock.link("a", EdgeKind.CASCADES_TO, text));
                refuses(text, () -> interlock.link("a", EdgeKind.DEPENDS_ON, text));
                refuses(text, () -> interlock.signal(text, () -> true, signal -> {}));
                refuses(text, () -> interlock.signal("s", () -> true, signal -> signal.cascadesTo(text)));
                refuses(text, () -> interlock.group(text));
                refuses(text, () -> interlock.group(text, circuit -> {}));
                refuses(text, () -> interlock.template(text, circuit -> {}));
                refuses(text, () -> interlock.define("b", circuit -> circuit.dependsOn("a", text)));
                refuses(text, () -> interlock.define("b", circuit -> circuit.recoversAfter(text)));
                refuses(text, () -> interlock.define("b", circuit -> circuit.cascadesTo(text)));
                refuses(text, () -> interlock.define("b", circuit -> circuit.template(text)));
                unchanged(interlock, before, events, text);
            }
        }
    }

    private static Interlock interlock() {
        ManualTime time = ManualTime.create();
        return Interlock.create(
                settings -> settings.timeSource(time).scheduler(time).hookExecutor(time));
    }

    private static void unchanged(Interlock interlock, Snapshot before, List<InterlockEvent> events, String text) {
        Snapshot after = interlock.snapshot();
        check(events.isEmpty(), "told " + events + " after " + escaped(text));
        check(
                after.version() == before.version()
                        && after.nodes().equals(before.nodes())
                        && after.edges().equals(before.edges()),
                "changed by " + escaped(text) + ": " + after.nodes());
    }

    private static void refuses(String text, Runnable use) {
        try {
            use.run();
        } catch (InvalidConfigurationException | NoSuchElementException refused) {
            clean(text, String.valueOf(refused.getMessage()));
            return;
        }
        throw new AssertionError("taken for a name: " + escaped(text));
    }

    private static void clean(String text, String message) {
        // One message may name several problems, each in a line of its own.
        int bad = NameRule.firstThatMustNotBeShown(message.replace("\n", ""));
        check(bad < 0, "U+" + Integer.toHexString(bad) + " in the message about " + escaped(text));
        check(message.length() <= LONGEST_MESSAGE, message.length() + " characters about " + escaped(text));
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    /** As ASCII, and not too much of it. */
    private static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        text.chars()
                .limit(200)
                .forEach(each -> out.append(
                        each >= 0x20 && each < 0x7F ? String.valueOf((char) each) : String.format("\\u%04X", each)));
        return out.toString();
    }
}
