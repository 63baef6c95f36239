package dev.interlock.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One run of the command line, within this process.
 *
 * @param status what the process would end with
 * @param out    what it wrote
 * @param err    what it complained about
 */
public record Cli(int status, String out, String err) {

    /** Runs it without standard input. */
    public static Cli run(String... arguments) {
        return run(InputStream.nullInputStream(), arguments);
    }

    /** Runs it with this text as standard input. */
    public static Cli runWith(String input, String... arguments) {
        return run(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), arguments);
    }

    private static Cli run(InputStream in, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Main.run(
                List.of(arguments),
                in,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Cli(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Runs it with an output that nobody reads any more. */
    public static int runUnread(String... arguments) {
        PrintStream closed = new PrintStream(
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("Broken pipe");
                    }
                },
                true,
                StandardCharsets.UTF_8);
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Main.run(
                List.of(arguments),
                InputStream.nullInputStream(),
                closed,
                new PrintStream(err, true, StandardCharsets.UTF_8));
        if (err.size() > 0) {
            throw new AssertionError(err.toString(StandardCharsets.UTF_8));
        }
        return status;
    }
}
