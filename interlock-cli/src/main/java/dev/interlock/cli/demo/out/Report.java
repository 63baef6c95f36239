package dev.interlock.cli.demo.out;

import dev.interlock.cli.demo.mesh.Mesh;
import dev.interlock.cli.demo.mesh.Script;
import dev.interlock.cli.demo.run.LegResult;
import java.util.List;

/**
 * All that is known when the runs are over.
 *
 * @param mesh   the services
 * @param script what happened in each run
 * @param legs   the runs in their order; the last one is what the demo is about
 */
public record Report(Mesh mesh, Script script, List<LegResult> legs) {

    /**
     * Copies the list.
     *
     * @param mesh   the services
     * @param script what happened in each run
     * @param legs   the runs in their order; the last one is what the demo is about
     */
    public Report {
        legs = List.copyOf(legs);
    }

    /**
     * The run that the demo is about.
     *
     * @return the last one
     */
    public LegResult last() {
        return legs.get(legs.size() - 1);
    }
}
