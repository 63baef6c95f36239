package dev.interlock.cli.file.graph;

import java.util.ArrayList;
import java.util.List;

/** A name in a box: broken behind the signs that join its parts, because a box of 128 characters is no box. */
final class Label {

    private static final int WIDTH = 24;

    private Label() {}

    static List<String> lines(String name) {
        List<String> lines = new ArrayList<>();
        int from = 0;
        while (name.length() - from > WIDTH) {
            int end = from + WIDTH;
            for (int at = from + WIDTH; at > from + WIDTH / 3; at--) {
                if ("._:/-".indexOf(name.charAt(at - 1)) >= 0) {
                    end = at;
                    break;
                }
            }
            lines.add(name.substring(from, end));
            from = end;
        }
        lines.add(name.substring(from));
        return lines;
    }
}
