package dev.interlock.cli.demo;

import dev.interlock.cli.demo.guard.Protections;
import dev.interlock.cli.demo.out.Page;
import dev.interlock.cli.demo.out.Picture;
import dev.interlock.cli.demo.out.Report;
import dev.interlock.cli.demo.out.ReportJson;
import dev.interlock.cli.demo.out.Table;
import dev.interlock.cli.demo.run.Leg;
import dev.interlock.cli.demo.run.LegName;
import dev.interlock.cli.demo.run.LegResult;
import dev.interlock.cli.demo.run.Watcher;
import dev.interlock.cli.demo.show.PlainLines;
import dev.interlock.cli.demo.show.ReaderGoneException;
import dev.interlock.cli.demo.show.Screen;
import dev.interlock.cli.text.Terminal;
import dev.interlock.cli.text.Text;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** The runs one after the other, and what is left of them. */
final class Demo {

    private static final int MOST_COLUMNS = 100; // of a table or text: wider ones are hard to read

    private final DemoOptions options;
    private final Terminal terminal;
    private final PrintStream out;
    private final AtomicBoolean over = new AtomicBoolean();

    Demo(DemoOptions options, Terminal terminal, PrintStream out) {
        this.options = options;
        this.terminal = terminal;
        this.out = out;
    }

    /** Runs all; ends early, and quietly, if nobody reads the output any more. Returns the status of the process. */
    int run() throws IOException, InterruptedException {
        Screen screen = new Screen(terminal, out);
        Thread onInterrupt = new Thread(() -> {
            if (over.compareAndSet(false, true)) {
                if (terminal.live()) {
                    screen.close();
                }
                out.println();
                out.println("Stopped. Nothing is left running.");
                out.flush();
            }
        });
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        try {
            return run(terminal.live() ? screen : new PlainLines(terminal, out));
        } catch (ReaderGoneException quiet) {
            return 0; // 'demo | head' is a fair thing to ask for
        } finally {
            over.set(true);
            if (terminal.live()) {
                screen.close();
            }
            try {
                Runtime.getRuntime().removeShutdownHook(onInterrupt);
            } catch (IllegalStateException shuttingDown) {
                // The hook is running: it says what there is to say.
            }
        }
    }

    private int run(Watcher watcher) throws IOException, InterruptedException {
        List<LegResult> results = new ArrayList<>();
        for (Protections protection : options.legs()) {
            LegName name = new LegName(results.size() + 1, options.legs().size(), protection);
            results.add(new Leg(options.mesh(), options.script(), name, watcher).run());
        }
        Report report = new Report(options.mesh(), options.script(), results);
        if (!over.get()) {
            new Table(report)
                    .forTerminal(Math.min(MOST_COLUMNS, terminal.columns()))
                    .forEach(out::println);
            write(report);
        }
        return report.last().allBack() ? 0 : 1;
    }

    private void write(Report report) throws IOException {
        if (options.picture().isPresent()) {
            write(options.picture().get(), Picture.draw(report));
        }
        if (options.page().isPresent()) {
            write(options.page().get(), Page.write(report, options.commandLine()));
        }
        if (options.json()) {
            out.println(ReportJson.write(report));
        }
        out.flush();
    }

    private static void write(Path file, String text) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        try {
            Files.writeString(file, text);
        } catch (IOException failed) {
            throw new IOException(file + " cannot be written: " + Text.reason(failed), failed);
        }
    }
}
