package dev.interlock.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The options of one circuit, template or signal, as written. Equal to another one of the same name and values, wherever they stand. */
final class Section<B> {

    private final String name;
    private final String path;
    private final Place place;
    private final Map<Option<B>, Setting<B>> settings;

    Section(String name, String path, Place place, Map<Option<B>, Setting<B>> settings) {
        this.name = name;
        this.path = path;
        this.place = place;
        this.settings = settings;
    }

    static <B> Section<B> empty(String name, String path, Place place) {
        return new Section<>(name, path, place, Map.of());
    }

    /** The name as written; of a member, without its group. */
    String name() {
        return name;
    }

    String path() {
        return path;
    }

    Place place() {
        return place;
    }

    Map<Option<B>, Setting<B>> settings() {
        return settings;
    }

    Optional<Setting<B>> setting(Option<B> option) {
        return Optional.ofNullable(settings.get(option));
    }

    /** The names that an option holds; none if it is not set. Only for options of that type. */
    @SuppressWarnings("unchecked") // the option's type read it
    List<String> names(Option<B> option) {
        return setting(option).map(setting -> (List<String>) setting.value()).orElse(List.of());
    }

    private Map<Option<B>, Object> values() {
        Map<Option<B>, Object> values = new LinkedHashMap<>();
        settings.forEach((option, setting) -> values.put(option, setting.value()));
        return values;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Section<?> section && name.equals(section.name) && values().equals(section.values());
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + values().hashCode();
    }

    @Override
    public String toString() {
        return name + values();
    }
}
