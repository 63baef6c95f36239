package dev.interlock.cli.demo.run;

import java.io.IOException;

/** Shows a run. Called by one thread. */
public interface Watcher {

    /**
     * Told before the servers start.
     *
     * @param leg which run
     */
    void preparing(LegName leg);

    /**
     * Told some times a second.
     *
     * @param status the run now
     * @throws IOException if nobody watches any more; the run then ends
     */
    void look(Status status) throws IOException;

    /**
     * Told at the end of the run.
     *
     * @param status the run at its end
     */
    void ended(Status status);
}
