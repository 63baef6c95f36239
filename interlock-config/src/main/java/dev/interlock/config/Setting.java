package dev.interlock.config;

import java.util.HashMap;
import java.util.Map;

/**
 * One option with its value.
 *
 * @param option  the option
 * @param value   what its type read
 * @param written the value as the file has it; empty for lists and mappings
 * @param path    the option's path
 * @param place   where the value begins
 * @param names   where each of the names in it stands
 */
record Setting<B>(Option<B> option, Object value, String written, String path, Place place, Map<String, Place> names) {

    /** This one, set after another one of the same option. */
    Setting<B> after(Setting<B> earlier) {
        Map<String, Place> all = new HashMap<>(earlier.names);
        all.putAll(names);
        return with(option.type().merge(earlier.value, value), all);
    }

    private Setting<B> with(Object merged, Map<String, Place> places) {
        return new Setting<>(option, merged, written, path, place, places);
    }

    void applyTo(B builder, Code code) {
        option.apply(builder, value, code);
    }
}
