package dev.interlock.config;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** What the parser complains about, in words for people who do not write parsers. */
final class YamlSyntax {

    private YamlSyntax() {}

    static Optional<Place> place(Optional<Mark> mark) {
        return mark.map(known -> new Place(known.getLine() + 1, known.getColumn() + 1));
    }

    static Optional<Place> place(RuntimeException broken) {
        return broken instanceof MarkedYamlEngineException marked ? place(marked.getProblemMark()) : Optional.empty();
    }

    static String sentence(RuntimeException broken) {
        return "not valid YAML: "
                + (broken instanceof MarkedYamlEngineException marked
                        ? sentence(String.valueOf(marked.getProblem()), marked)
                        : CleanText.clean(String.valueOf(broken.getMessage()), 200));
    }

    private static String sentence(String problem, MarkedYamlEngineException marked) {
        if (problem.contains("TAB")) {
            return "a tab cannot indent; use spaces";
        }
        if (problem.startsWith("mapping values are not allowed")) {
            return "a ':' cannot stand here; put text that contains it into quotes, or check the indentation";
        }
        if (problem.contains("end of stream") || problem.contains("<stream end>")) {
            return "the file ends inside of a quote or bracket"
                    + place(marked.getContextMark())
                            .map(place -> " that begins in line " + place.line())
                            .orElse("");
        }
        if (problem.startsWith("expected <block end>")) {
            return "this does not fit to the lines above; check the indentation"
                    + place(marked.getContextMark())
                            .map(place -> " of what begins in line " + place.line())
                            .orElse("");
        }
        if (problem.contains("that cannot start any token")) {
            return problem.replaceFirst("\\. \\(Do not use.*", "")
                            .replace("found character", "a value cannot begin with")
                            .replace(" that cannot start any token", "")
                    + "; put it into quotes";
        }
        String context = marked.getContext();
        return CleanText.clean((context == null || context.isEmpty() ? "" : context + ", ") + problem, 200);
    }
}
