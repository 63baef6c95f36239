package dev.interlock.cli.demo;

import dev.interlock.cli.demo.guard.Protections;
import dev.interlock.cli.demo.mesh.Mesh;
import dev.interlock.cli.demo.mesh.Script;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What was asked for, checked.
 *
 * @param mesh    the services
 * @param script  what happens in each run
 * @param legs    what the runs are protected by, in their order
 * @param json    whether the report follows as one JSON object on the last line
 * @param colour  {@code auto}, {@code always} or {@code never}
 * @param picture where the runs go as an SVG
 * @param page    where the table goes as Markdown
 * @param commandLine what was typed, as far as it changes a run
 */
record DemoOptions(
        Mesh mesh,
        Script script,
        List<Protections> legs,
        boolean json,
        String colour,
        Optional<Path> picture,
        Optional<Path> page,
        String commandLine) {

    DemoOptions {
        legs = List.copyOf(legs);
    }
}
