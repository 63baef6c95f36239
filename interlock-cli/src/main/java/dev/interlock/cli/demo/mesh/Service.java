package dev.interlock.cli.demo.mesh;

import java.util.List;

/**
 * One service, which is one circuit of the file.
 *
 * @param name         its name, and its circuit's
 * @param dependencies whom it calls for each request, one after the other; soft dependencies are not called
 */
public record Service(String name, List<String> dependencies) {

    /**
     * Copies the list.
     *
     * @param name         its name, and its circuit's
     * @param dependencies whom it calls for each request, one after the other; soft dependencies are not called
     */
    public Service {
        dependencies = List.copyOf(dependencies);
    }
}
