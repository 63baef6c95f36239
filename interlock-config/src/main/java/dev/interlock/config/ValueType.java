package dev.interlock.config;

import dev.interlock.config.YamlNode.Scalar;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What sort of value an option takes: how it is read and how it is written. Ranges are not its matter; the core's builders know them.
 *
 * @param <T> the values' Java type; immutable, with equality by value
 */
abstract class ValueType<T> {

    /** Where the value is read, and where what is wrong with it goes. */
    record Reading(Problems problems, String path, Map<String, Place> places) {

        void problem(YamlNode at, String message) {
            problems.add(at.place(), path, message);
        }
    }

    /** Reads a value; null if it is not one, which is then reported. */
    abstract @Nullable T read(YamlNode node, Reading reading);

    /** As it stands in a file, so that {@link #read} gives an equal value. */
    abstract String write(Object value);

    /** What a circuit has if its template says one thing and itself another. */
    Object merge(Object earlier, Object later) {
        return later;
    }

    /** The text of a node that has to be one; null if it is not, which is then reported. */
    static @Nullable String text(YamlNode node, Reading reading, String wanted) {
        if (node instanceof Scalar scalar && !scalar.isNull()) {
            return scalar.text();
        }
        reading.problem(node, node.kind() + " is not " + wanted);
        return null;
    }
}
