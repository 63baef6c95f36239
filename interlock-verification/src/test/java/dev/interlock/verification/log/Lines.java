package dev.interlock.verification.log;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * What was said through the library's loggers, while this is open: of circuits whose names begin with {@value #OURS}, because other tests'
 * interlocks may still speak.
 */
final class Lines extends Handler {

    static final String OURS = "log.";

    private final List<String> lines = new CopyOnWriteArrayList<>();
    /** Held, because loggers that nobody holds forget their levels. */
    private final List<Logger> loggers;

    private final List<Level> before = new ArrayList<>();
    private final boolean toParents;
    private volatile Runnable meanwhile = () -> {};

    Lines(Level level) {
        loggers = Stream.of("dev.interlock", "dev.interlock.circuit", "dev.interlock.outage")
                .map(Logger::getLogger)
                .toList();
        for (Logger logger : loggers) {
            before.add(logger.getLevel());
            logger.setLevel(level);
        }
        toParents = loggers.get(0).getUseParentHandlers();
        loggers.get(0).setUseParentHandlers(false);
        setLevel(Level.ALL);
        loggers.get(0).addHandler(this);
    }

    /** What happens in the log before a line is taken. */
    void meanwhile(Runnable task) {
        meanwhile = task;
    }

    @Override
    public void publish(LogRecord line) {
        if (line.getMessage().contains(OURS) || line.getMessage().contains("more lines were left out")) {
            meanwhile.run();
            lines.add(line.getLoggerName().replace("dev.interlock.", "") + " " + line.getLevel() + " "
                    + line.getMessage());
        }
    }

    List<String> said() {
        return lines;
    }

    @Override
    public void flush() {
        lines.clear();
    }

    @Override
    public void close() {
        loggers.get(0).removeHandler(this);
        loggers.get(0).setUseParentHandlers(toParents);
        for (int i = 0; i < loggers.size(); i++) {
            loggers.get(i).setLevel(before.get(i));
        }
    }
}
