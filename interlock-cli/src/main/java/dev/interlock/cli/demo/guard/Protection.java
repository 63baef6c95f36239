package dev.interlock.cli.demo.guard;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One breaker for each service, of one library. Thread-safe. */
public interface Protection extends AutoCloseable {

    /**
     * What can be made anew for each run.
     *
     * @see Protections
     */
    @FunctionalInterface
    interface Factory {
        /**
         * Makes the breakers, all closed.
         *
         * @param transitions told of each change of state, by any thread
         * @return the breakers
         */
        Protection create(Consumer<Transition> transitions);
    }

    /**
     * A call of a service.
     *
     * @param <T> its result
     */
    @FunctionalInterface
    interface Call<T> {
        /**
         * Makes the call.
         *
         * @return the result
         * @throws IOException if it fails
         */
        T make() throws IOException;
    }

    /**
     * Makes a call through the breaker of a service.
     *
     * @param service who is called
     * @param call    the call
     * @param <T>     its result
     * @return the result
     * @throws IOException      if the call failed
     * @throws RuntimeException if the call failed, or if it was refused, see {@link #isRefusal}
     */
    <T> T call(String service, Call<T> call) throws IOException;

    /**
     * Whether a breaker here refused the call, so that it was not made.
     *
     * @param failure what {@link #call} threw
     * @return true if refused
     */
    boolean isRefusal(Throwable failure);

    /**
     * What a server tells its caller about a failure.
     *
     * @param failure what the server caught
     * @return headers; none where the library has no word for it
     */
    Map<String, String> headersFor(Throwable failure);

    /**
     * What a client makes of an answer that tells whose failure it is.
     *
     * @param status  the status
     * @param headers finds a header's value by name; null if absent
     * @param refused whether the other side said that a breaker refused
     * @return what to throw; empty where the answer says nothing to this library
     */
    Optional<RuntimeException> remoteFailure(int status, Function<String, @Nullable String> headers, boolean refused);

    /**
     * All breakers.
     *
     * @return views of one moment
     */
    List<BreakerView> look();

    @Override
    void close();
}
