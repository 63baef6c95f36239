package dev.interlock.cli.demo.guard;

import dev.interlock.CallRejectedException;
import dev.interlock.Interlock;
import dev.interlock.NodeKind;
import dev.interlock.NodeView;
import dev.interlock.Snapshot;
import dev.interlock.State;
import dev.interlock.event.CircuitTransitioned;
import dev.interlock.spi.RemoteFailures;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Circuits of one {@link Interlock}. */
final class InterlockProtection implements Protection {

    private final Interlock interlock = Interlock.create(settings -> settings.log(false)); // the screen tells

    /**
     * Defines the circuits.
     *
     * @param definition  puts them into the interlock
     * @param transitions told of each change of state
     */
    InterlockProtection(Consumer<Interlock> definition, Consumer<Transition> transitions) {
        definition.accept(interlock);
        interlock.on(
                CircuitTransitioned.class,
                event -> transitions.accept(new Transition(
                        event.at(),
                        event.circuit(),
                        phase(event.from()),
                        phase(event.to()),
                        event.cause().detail())));
    }

    @Override
    public <T> T call(String service, Call<T> call) throws IOException {
        return interlock.circuit(service).<T, IOException>call(call::make);
    }

    @Override
    public boolean isRefusal(Throwable failure) {
        return failure instanceof CallRejectedException;
    }

    @Override
    public Map<String, String> headersFor(Throwable failure) {
        return RemoteFailures.headersFor(failure);
    }

    @Override
    public Optional<RuntimeException> remoteFailure(
            int status, Function<String, @Nullable String> headers, boolean refused) {
        return RemoteFailures.fromResponse(status, headers)
                .map(told -> refused ? new RefusedElsewhereException(told) : told);
    }

    @Override
    public List<BreakerView> look() {
        Snapshot snapshot = interlock.snapshot();
        return snapshot.nodes().stream()
                .filter(node -> node.kind() == NodeKind.CIRCUIT)
                .map(node -> new BreakerView(
                        node.name(),
                        phase(node.state()),
                        node.isBlocked() ? node.rootCauses() : List.of(),
                        nextAttempt(node, snapshot)))
                .toList();
    }

    private static OptionalDouble nextAttempt(NodeView node, Snapshot snapshot) {
        return node.nextAttempt()
                .map(at -> OptionalDouble.of(
                        Math.max(0, Duration.between(snapshot.takenAt(), at).toMillis() / 1000.0)))
                .orElse(OptionalDouble.empty());
    }

    private static Phase phase(State state) {
        if (state.isOpen()) {
            return Phase.OPEN;
        }
        return state == State.HALF_OPEN ? Phase.HALF_OPEN : Phase.CLOSED;
    }

    @Override
    public void close() {
        interlock.close();
    }
}
