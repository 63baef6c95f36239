package dev.interlock.internal.graph;

import java.io.Serial;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A root at which whoever commits or reads can be stopped before each read and before each compare-and-set, the only points at which
 * threads can come between each other, and taken up again later.
 *
 * <p>Taking up needs no thread: the same code is run again from its beginning, its first questions are answered as they were answered
 * before, and the next one stops it. That gives the same as a thread that waited there, because between two questions the code
 * reads nothing that others change. What a step does to the graph is done by the real {@link GraphRoot}.
 */
public final class SteppedRoot extends GraphRoot {

    /** What somebody waits to do at the root, or that there is nothing left to do. */
    public sealed interface Request {}

    /** To read the newest graph. */
    public record Read() implements Request {}

    /** To publish a graph, if the newest is still the expected one. */
    public record Publish(Graph expected, Graph next) implements Request {}

    /** Nothing: the code came to its end with a result, which may be something thrown. */
    public record Ended(Object result) implements Request {}

    private static final Read READ = new Read();

    private @Nullable List<Object> answers;
    private int answered;
    private Request asked = READ;

    /** Runs code up to the first question to which there is no answer yet. */
    public Request run(Supplier<Object> code, List<Object> known) {
        answers = known;
        answered = 0;
        try {
            return new Ended(code.get());
        } catch (Stop stopped) {
            return asked;
        } catch (RuntimeException | Error thrown) {
            return new Ended(thrown);
        } finally {
            answers = null;
        }
    }

    /** How many questions the code that runs now was answered. */
    public int answered() {
        return answered;
    }

    /** Lets somebody who waits do his step on a graph, which is then the newest; what he is answered. */
    public Object step(Graph newest, Request request) {
        put(newest);
        return request instanceof Publish publish ? super.publish(publish.expected(), publish.next()) : super.read();
    }

    /** Makes a graph the newest, whatever the newest was. */
    private void put(Graph graph) {
        if (super.read() != graph && !(super.publish(super.read(), graph) && super.read() == graph)) {
            throw new IllegalStateException("the root did not take a graph that nobody competed with");
        }
    }

    @Override
    public Graph read() {
        return answers == null ? super.read() : (Graph) answer(answers, READ);
    }

    @Override
    boolean publish(Graph expected, Graph next) {
        return answers == null ? super.publish(expected, next) : (boolean) answer(answers, new Publish(expected, next));
    }

    private Object answer(List<Object> known, Request request) {
        if (answered < known.size()) {
            return known.get(answered++);
        }
        asked = request;
        throw new Stop();
    }

    /** Leads out of the code that is stopped; nobody there catches it. */
    private static final class Stop extends Error {

        @Serial
        private static final long serialVersionUID = 1;

        private Stop() {
            super("stopped", null, false, false);
        }
    }
}
