package dev.interlock.cli.file.graph.layout;

import dev.interlock.cli.file.graph.layout.Sketch.Line;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where on the side of a box a line begins or ends: each in a place of its own, in the order in which the lines come. */
final class Ports {

    private static final double WIDEST = 22; // from one to the next

    /** The end of a line at one side of a box. */
    private record End(int line, int box) {}

    private final Map<End, Double> above = new HashMap<>();
    private final Map<End, Double> below = new HashMap<>();
    private final Rows rows;
    private final boolean[] hasLines;

    private record Port(int line, double towards) {}

    Ports(Sketch sketch, Rows rows) {
        this.rows = rows;
        this.hasLines = new boolean[sketch.boxes().size()];
        Map<Integer, List<Port>> tops = new HashMap<>();
        Map<Integer, List<Port>> bottoms = new HashMap<>();
        for (int index = 0; index < sketch.lines().size(); index++) {
            Line line = sketch.lines().get(index);
            hasLines[line.from()] = true;
            hasLines[line.to()] = true;
            List<Spot> chain = rows.chain(index);
            if (chain.isEmpty()) {
                add(tops, line.from(), new Port(index, rows.box(line.to()).x));
                add(tops, line.to(), new Port(index, rows.box(line.from()).x));
            } else {
                add(bottoms, chain.get(0).box, new Port(index, chain.get(1).x));
                add(tops, chain.get(chain.size() - 1).box, new Port(index, chain.get(chain.size() - 2).x));
            }
        }
        tops.forEach((box, ports) -> spread(box, ports, above));
        bottoms.forEach((box, ports) -> spread(box, ports, below));
    }

    private static void add(Map<Integer, List<Port>> ports, int box, Port port) {
        ports.computeIfAbsent(box, unused -> new ArrayList<>()).add(port);
    }

    private void spread(int box, List<Port> ports, Map<End, Double> into) {
        ports.sort(Comparator.comparingDouble(Port::towards).thenComparingInt(Port::line));
        Spot spot = rows.box(box);
        double step = Math.min(WIDEST, (spot.width - 12) / ports.size());
        for (int i = 0; i < ports.size(); i++) {
            into.put(new End(ports.get(i).line(), box), spot.x + (i - (ports.size() - 1) / 2.0) * step);
        }
    }

    boolean hasLines(int box) {
        return hasLines[box];
    }

    double above(int line, int box) {
        return above.getOrDefault(new End(line, box), rows.box(box).x);
    }

    double below(int line, int box) {
        return below.getOrDefault(new End(line, box), rows.box(box).x);
    }
}
