package dev.interlock.cli.file;

import dev.interlock.Finding;
import dev.interlock.cli.file.model.Graph;
import dev.interlock.cli.file.model.LongWait;
import dev.interlock.config.InterlockFile;
import dev.interlock.config.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What is allowed in a file and probably not meant, each with its place. */
final class Notes {

    /**
     * One of them.
     *
     * @param kind    what sort, in words with hyphens
     * @param problem where, and what
     */
    record Note(String kind, Problem problem) {}

    private Notes() {}

    /** All notes, sorted by line. */
    static List<Note> of(Graph graph) {
        InterlockFile file = graph.file();
        Set<String> external = new HashSet<>(file.external());
        List<Note> notes = new ArrayList<>();
        for (Finding finding : graph.findings()) {
            // The file says that code defines it, so it is no surprise that the file does not.
            if (finding.kind() != Finding.Kind.UNRESOLVED_NAME || !external.contains(finding.subject())) {
                notes.add(new Note(
                        finding.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'), place(file, finding)));
            }
        }
        for (LongWait wait : LongWait.of(graph)) {
            notes.add(new Note("wait-not-growing", file.remark(wait.circuit(), "resetTimeout", "", wait.sentence())));
        }
        if (file.circuits().isEmpty() && file.signals().isEmpty()) {
            // What is left where a template rendered nothing.
            notes.add(
                    new Note("nothing-defined", file.remark("", "", "", "the file defines no circuit and no signal")));
        }
        graph.edges().forEach(edge -> external.remove(edge.to()));
        for (String name : external) {
            notes.add(new Note(
                    "unused-external",
                    file.remark(name, "", "", "no edge names '" + name + "'; take it off the list")));
        }
        notes.sort(Comparator.comparingInt((Note note) -> note.problem().line())
                .thenComparingInt(note -> note.problem().column())
                .thenComparing(note -> note.problem().message()));
        return List.copyOf(notes);
    }

    private static Problem place(InterlockFile file, Finding finding) {
        String other = finding.others().isEmpty() ? "" : finding.others().get(0);
        return switch (finding.kind()) {
            case UNRESOLVED_NAME -> file.remark(other, "dependsOn", finding.subject(), finding.message());
            case REDUNDANT_CASCADE, CASCADE_INTO_DEPENDENCY ->
                file.remark(finding.subject(), "cascadesTo", other, finding.message());
            case SLOW_THRESHOLD_NOT_GROWING ->
                file.remark(finding.subject(), "slowCallThreshold", "", finding.message());
            case RECOVERY_WAITS_FOR_BLOCKED_CALLS ->
                file.remark(finding.subject(), "recoveryMode", "", finding.message());
        };
    }
}
