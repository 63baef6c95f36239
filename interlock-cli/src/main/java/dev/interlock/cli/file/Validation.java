package dev.interlock.cli.file;

import dev.interlock.cli.file.Notes.Note;
import dev.interlock.cli.file.model.Graph;
import dev.interlock.config.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one file came to.
 *
 * @param name     what it is called
 * @param size     what it holds, in words; empty if it has problems
 * @param sizes    the same as numbers
 * @param problems what is wrong
 * @param notes    what is allowed and probably not meant
 */
record Validation(String name, String size, Map<String, Integer> sizes, List<Problem> problems, List<Note> notes) {

    static Validation good(String name, Graph graph) {
        return new Validation(name, graph.size(), graph.sizes(), List.of(), Notes.of(graph));
    }

    static Validation bad(String name, List<Problem> problems) {
        return new Validation(name, "", Map.of(), problems, List.of());
    }

    /** A line for each problem and note, as compilers write them, and one with the sum. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        problems.forEach(problem -> lines.add(name + ":" + problem));
        notes.forEach(note -> lines.add(name + ":" + note(note.problem())));
        String notesWords = notes.isEmpty() ? "" : ", " + Graph.count(notes.size(), "note");
        lines.add(
                problems.isEmpty()
                        ? name + ": " + size + ", no problems" + notesWords
                        : name + ": " + Graph.count(problems.size(), "problem"));
        return lines;
    }

    private static String note(Problem problem) {
        return problem.line() + ":" + problem.column() + ": " + (problem.path().isEmpty() ? "" : problem.path() + ": ")
                + "note: " + problem.message();
    }

    Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("file", name);
        json.putAll(sizes);
        json.put("problems", problems.stream().map(Validation::json).toList());
        List<Map<String, Object>> notesJson = new ArrayList<>();
        for (Note note : notes) {
            Map<String, Object> each = new LinkedHashMap<>();
            each.put("kind", note.kind());
            each.putAll(json(note.problem()));
            notesJson.add(each);
        }
        json.put("notes", notesJson);
        return json;
    }

    private static Map<String, Object> json(Problem problem) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("line", problem.line());
        json.put("column", problem.column());
        json.put("path", problem.path());
        json.put("message", problem.message());
        return json;
    }
}
