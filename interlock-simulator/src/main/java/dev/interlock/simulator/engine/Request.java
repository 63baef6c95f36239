package dev.interlock.simulator.engine;

import org.jspecify.annotations.Nullable;

/** What a client wants, in one attempt or several. */
final class Request {

    private final Simulation world;
    private final int entry;
    private final long chance;
    private int attempts;

    Request(Simulation world, int entry, long chance) {
        this.world = world;
        this.entry = entry;
        this.chance = chance;
    }

    void attempt(long now) {
        attempts++;
        new Call(world, this, null, entry, Chance.mix(chance, attempts)).begin(now);
    }

    /** A refusal is not tried again, and neither is a failure that one deeper down caused: that is what a breaker asks for. */
    void attemptEnded(long now, @Nullable Throwable failure, boolean refused) {
        boolean again = failure instanceof CallFailure
                && !refused
                && attempts < world.clients().attempts();
        if (!again) {
            world.observer().ended(now, failure);
            return;
        }
        double share = 0.5 + Chance.unit(Chance.mix(chance, -attempts));
        world.agenda().at(now + Math.max(1, (long) (world.clients().backoff() * share)), this::attempt);
    }
}
