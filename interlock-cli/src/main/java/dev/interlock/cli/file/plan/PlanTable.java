package dev.interlock.cli.file.plan;

import dev.interlock.NodeKind;
import dev.interlock.cli.file.model.Graph;
import dev.interlock.cli.file.model.LongWait;
import dev.interlock.cli.text.Text;
import java.util.ArrayList;
import java.util.List;

/** A plan as text. Names are never cut: of two long names that begin alike nobody could tell which is meant. */
public final class PlanTable {

    private static final int LONGEST_IN_COLUMN = 40;
    private static final String FIGURES = "%8s%8s%8s%8s";
    private static final int FIGURES_WIDTH = 32;

    private final String name;
    private final Plan plan;
    private final int width;
    private final List<String> lines = new ArrayList<>();

    private PlanTable(String name, Plan plan, int width) {
        this.name = name;
        this.plan = plan;
        this.width = width;
    }

    /**
     * Writes a plan.
     *
     * @param name  what the file is called
     * @param plan  the plan
     * @param width where lines are broken between names
     * @return lines
     */
    public static List<String> write(String name, Plan plan, int width) {
        return new PlanTable(name, plan, width).write();
    }

    private List<String> write() {
        lines.add(name + ": " + plan.graph().size());
        if (plan.graph().count(NodeKind.CIRCUIT) == 0) {
            lines.add("");
            lines.add("There is nothing to plan: the file has no circuits. Put some under 'circuits:', as in");
            lines.add("  circuits: {db: {}, api: {dependsOn: db}}");
            return lines;
        }
        waves();
        outages();
        singlePoints();
        waits();
        return lines;
    }

    private void waves() {
        head("Recovery in waves, each after the ones before it");
        int number = 0;
        for (List<String> wave : plan.graph().waves()) {
            number++;
            lines.addAll(Text.flow(Text.format("%4d  ", number), wave, width, " ".repeat(6)));
        }
    }

    private void outages() {
        List<Outage> hurting =
                plan.outages().stream().filter(outage -> outage.lost() > 0).toList();
        List<String> harmless = plan.outages().stream()
                .filter(outage -> outage.lost() == 0)
                .map(outage -> outage.node().name())
                .toList();
        if (!hurting.isEmpty()) {
            int room = Math.max(16, Math.min(LONGEST_IN_COLUMN, width - FIGURES_WIDTH - 2));
            int column = Math.min(
                    room,
                    hurting.stream()
                            .mapToInt(outage -> label(outage).length())
                            .max()
                            .orElse(0));
            boolean cascades = hurting.stream().anyMatch(outage -> outage.opened() > 0);
            head("What an outage takes with it, of " + Graph.count(plan.graph().count(NodeKind.CIRCUIT), "circuit"));
            lines.add(row(Text.right("", column), cascades, "direct", "blocked", "opened", "share"));
            for (Outage outage : hurting) {
                String label = label(outage);
                if (label.length() > column) {
                    lines.add("  " + label);
                    label = "";
                }
                lines.add(row(
                        Text.right(label, column),
                        cascades,
                        String.valueOf(outage.direct()),
                        String.valueOf(outage.blocked()),
                        String.valueOf(outage.opened()),
                        percent(outage)));
            }
        }
        if (!harmless.isEmpty()) {
            head("Nothing else is blocked by an outage of");
            lines.addAll(Text.flow("  ", harmless, width, "  "));
        }
    }

    private static String row(
            String label, boolean cascades, String direct, String blocked, String opened, String share) {
        String figures = cascades
                ? Text.format(FIGURES, direct, blocked, opened, share)
                : Text.format("%8s%8s%8s", direct, blocked, share);
        return "  " + label + figures;
    }

    private void singlePoints() {
        head("Single points of failure: take over half of the circuits, or all entry points");
        if (plan.singlePoints().isEmpty()) {
            lines.add("  none");
        }
        for (Outage outage : plan.singlePoints()) {
            List<String> reasons = new ArrayList<>();
            if (Plan.takesMostCircuits(outage)) {
                reasons.add(percent(outage) + " of the circuits");
            }
            if (Plan.takesEachEntryPoint(outage, plan.entryPoints())) {
                reasons.add("all " + plan.entryPoints().size() + " entry points");
            }
            lines.add("  " + label(outage) + ": " + String.join(", ", reasons));
        }
        entryPoints();
    }

    /** Of a single entry point: everything that it needs. It is too much to be called single points, and too much to be left out. */
    private void entryPoints() {
        List<String> entries = plan.entryPoints();
        if (entries.size() > 1) {
            lines.addAll(Text.flow("  Entry points: ", entries, width, "    "));
        } else if (entries.size() == 1) {
            List<String> needs = plan.outages().stream()
                    .filter(outage -> outage.entries() > 0)
                    .map(outage -> outage.node().name())
                    .toList();
            lines.addAll(Text.flow("  The one entry point, " + entries.get(0) + ", needs: ", needs, width, "    "));
        }
    }

    private void waits() {
        head("Waits that are longer than those of what recovers after them");
        if (plan.waits().isEmpty()) {
            lines.add("  none");
        }
        for (LongWait wait : plan.waits()) {
            List<String> shorter = wait.dependents().entrySet().stream()
                    .map(entry -> entry.getKey() + " (" + LongWait.words(entry.getValue()) + ")")
                    .toList();
            lines.addAll(Text.flow(
                    "  " + wait.circuit() + " (" + LongWait.words(wait.resetTimeout()) + "): ",
                    shorter,
                    width,
                    "    "));
        }
    }

    private void head(String text) {
        lines.add("");
        lines.addAll(Text.flow("", List.of(text.split(" ")), width, ""));
    }

    private static String label(Outage outage) {
        return outage.node().kind() == NodeKind.CIRCUIT
                ? outage.node().name()
                : outage.node().name() + " (" + outage.node().word() + ")";
    }

    private static String percent(Outage outage) {
        return Text.format("%.0f%%", 100 * outage.share());
    }
}
