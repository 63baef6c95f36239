package dev.interlock.verification.docs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares the code blocks of a page with the regions of test sources they claim to be.
 *
 * <p>Code is copied and not included at build time, because pages are read where they lie, on the web or in an editor. So something
 * has to notice when the copies part.
 */
final class Snippets {

    private static final Pattern REGION = Pattern.compile("// docs:(begin|end) (\\S+)");
    private static final Pattern MARKER = Pattern.compile("<!-- snippet: (\\S+) -->");
    private static final Pattern FENCE = Pattern.compile("(`{3,}|~{3,})\\s*(\\w*).*");

    private final Map<String, String> regions = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();
    private int compared;

    /** Takes the regions of one source file; they are called {@code type#region}. */
    void addSource(String type, List<String> lines) {
        Map<String, List<String>> open = new HashMap<>();
        for (String line : lines) {
            Matcher marker = REGION.matcher(line.strip());
            if (!marker.matches()) {
                open.values().forEach(body -> body.add(line));
            } else if (marker.group(1).equals("begin")) {
                open.put(marker.group(2), new ArrayList<>());
            } else {
                addRegion(type + "#" + marker.group(2), open.remove(marker.group(2)));
            }
        }
        open.keySet().forEach(region -> problems.add(type + "#" + region + " has no end"));
    }

    private void addRegion(String name, List<String> body) {
        if (body == null) {
            problems.add(name + " has no begin");
        } else if (regions.put(name, String.join("\n", body).stripIndent()) != null) {
            problems.add(name + " is there twice");
        }
    }

    /** Checks every code block of one page; sources come before pages. */
    void checkPage(String page, List<String> lines) {
        String marker = null;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            String place = page + ":" + (i + 1);
            Matcher fence = FENCE.matcher(line);
            Matcher named = MARKER.matcher(line);
            if (fence.matches()) {
                int end = closing(lines, i, fence.group(1));
                String code = String.join("\n", lines.subList(i + 1, end)).stripIndent();
                checkBlock(place, marker, fence.group(2), code);
                marker = null;
                i = end;
            } else if (named.matches()) {
                marker = named.group(1);
            } else if (marker != null && !line.isEmpty()) {
                problems.add(place + ": the snippet " + marker + " is announced, but no block follows");
                marker = null;
            }
        }
        if (marker != null) {
            problems.add(page + ": the snippet " + marker + " is announced, but no block follows");
        }
    }

    private static int closing(List<String> lines, int start, String fence) {
        for (int i = start + 1; i < lines.size(); i++) {
            if (lines.get(i).strip().equals(fence)) {
                return i;
            }
        }
        return lines.size();
    }

    private void checkBlock(String place, String marker, String language, String code) {
        if (marker == null) {
            if (language.equalsIgnoreCase("java")) {
                problems.add(place + ": no marker '<!-- snippet: Test#region -->' above the block");
            }
            return;
        }
        compared++;
        String region = regions.get(marker);
        if (region == null) {
            problems.add(place + ": there is no region " + marker);
        } else if (!region.equals(code)) {
            problems.add(place + ": differs from " + marker + ", which is now:\n" + region);
        }
    }

    /** How many blocks were compared with a region. */
    int compared() {
        return compared;
    }

    /** What is wrong, in the order in which it was found. */
    List<String> problems() {
        return problems;
    }
}
