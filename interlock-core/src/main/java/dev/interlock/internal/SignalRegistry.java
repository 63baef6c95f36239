package dev.interlock.internal;

import dev.interlock.Guard;
import dev.interlock.SignalConfig;
import dev.interlock.internal.graph.Mention;
import dev.interlock.internal.graph.Vertex;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The signals of an interlock, and whether their checks run. */
final class SignalRegistry {

    private final Parts parts;
    private final ConcurrentHashMap<String, SignalImpl> signals = new ConcurrentHashMap<>();
    private volatile boolean closed;

    SignalRegistry(Parts parts) {
        this.parts = parts;
    }

    /** A signal that is about to be defined. */
    SignalImpl make(String name, Guard check, SignalConfig config, Mention mention) {
        return new SignalImpl(parts, name, mention.number(name), check, config);
    }

    @Nullable
    SignalImpl find(String name) {
        return signals.get(name);
    }

    /** It is in the graph: its checks begin. */
    void defined(SignalImpl signal) {
        signals.put(signal.name(), signal);
        if (!closed) {
            signal.start();
        }
        Vertex vertex = parts.root.read().vertexOrNull(signal.index());
        if (closed || vertex == null || vertex.owner() != signal) { // removed, before it could be found and stopped
            signals.remove(signal.name(), signal);
            signal.stop();
        }
    }

    /** It is about to be removed from the graph, or was. */
    void removed(String name) {
        SignalImpl signal = signals.remove(name);
        if (signal != null) {
            signal.stop();
        }
    }

    void close() {
        closed = true;
        signals.values().forEach(SignalImpl::stop);
    }
}
