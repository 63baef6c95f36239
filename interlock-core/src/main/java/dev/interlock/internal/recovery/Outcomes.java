package dev.interlock.internal.recovery;

import dev.interlock.RecoveryReport;
import dev.interlock.RecoveryReport.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** What became of each circuit of a plan: the first outcome that anybody gives it. The report is there when each has one. */
final class Outcomes {

    private final List<String> names;
    private final Consumer<? super Entry> listener;
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    private final CompletableFuture<RecoveryReport> report = new CompletableFuture<>();

    Outcomes(List<List<String>> plan, Consumer<? super Entry> listener) {
        this.names = plan.stream().flatMap(List::stream).toList();
        this.listener = listener;
    }

    CompletableFuture<RecoveryReport> report() {
        return report.copy();
    }

    boolean isComplete() {
        return report.isDone();
    }

    void add(Entry entry) {
        if (entries.putIfAbsent(entry.circuit(), entry) == null) {
            tell(entry);
        }
    }

    /** Takes an outcome back for a worse one. */
    void replace(Entry entry) {
        if (entries.replace(entry.circuit(), entry) != null && !isComplete()) {
            tell(entry);
        }
    }

    /** Gives an outcome to what has none, and tells the listener nothing. */
    List<Entry> addRest(Function<String, Entry> rest) {
        List<Entry> added = new ArrayList<>();
        for (String name : names) {
            Entry entry = rest.apply(name);
            if (entries.putIfAbsent(name, entry) == null) {
                added.add(entry);
            }
        }
        return added;
    }

    void complete() {
        List<Entry> inOrder = names.stream()
                .map(name -> Objects.requireNonNull(entries.get(name), name))
                .toList();
        report.complete(new RecoveryReport(false, inOrder));
    }

    void tell(Entry entry) {
        try {
            listener.accept(entry);
        } catch (Throwable thrown) { // the user's listener; the run goes on
            System.getLogger("dev.interlock")
                    .log(System.Logger.Level.WARNING, "the progress listener of a recovery threw", thrown);
        }
    }
}
