package dev.interlock.internal;

import dev.interlock.event.PanicChanged;

/** Says once for each change that cascades stop, or take place again. Never throws. */
final class PanicLog {

    private static final System.Logger LOGGER = System.getLogger("dev.interlock");

    private PanicLog() {}

    static void say(PanicChanged panic) {
        try {
            LOGGER.log(System.Logger.Level.WARNING, text(panic));
        } catch (Throwable logFails) {
            // Events have to go on; whoever wants to be sure listens to them.
        }
    }

    static String text(PanicChanged panic) {
        String open = panic.open() + " of " + panic.circuits() + " circuits are open";
        return panic.panicking()
                ? open + ", more than the panic threshold allows: nothing cascades until they are fewer"
                : open + ", not more than the panic threshold allows: cascades take place again";
    }
}
