package dev.interlock.benchmarks;

import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** What is protected: nearly nothing, so that what is measured is the protection. */
final class Work {

    /** Fails without a stack trace: its cost would hide everything else. */
    static final class Failure extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Failure() {
            super("planned", null, false, false);
        }
    }

    static final Object RESULT = new Object();
    static final Supplier<Object> SUPPLIER = () -> RESULT;
    static final Callable<Object> CALLABLE = () -> RESULT;

    /** One for all: making it is the work's affair, not the breaker's. */
    @SuppressWarnings("StaticAssignmentOfThrowable")
    static final Failure FAILURE = new Failure();

    private Work() {}

    static Object fail() {
        throw FAILURE;
    }

    /** Seven failures, then one success. */
    static Object mostlyFailing(int call) {
        if ((call & 7) != 0) {
            throw FAILURE;
        }
        return RESULT;
    }
}
