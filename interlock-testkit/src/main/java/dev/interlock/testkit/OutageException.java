package dev.interlock.testkit;

import java.io.IOException;

/** Thrown by {@link Outage} for a service that is down. */
public final class OutageException extends IOException {

    private static final long serialVersionUID = 1L;

    /** The service that is down. */
    private final String service;

    /**
     * Made by {@link Outage}, or by a test that needs one.
     *
     * @param service the service that is down
     */
    public OutageException(String service) {
        super("service '" + service + "' is down");
        this.service = service;
    }

    /**
     * Which service is down.
     *
     * @return its name
     */
    public String service() {
        return service;
    }
}
