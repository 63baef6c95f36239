package dev.interlock;

import java.util.ArrayList;
import java.util.List;

/** Gives each option of a list its place, in the order in which they are declared. */
final class OptionRows {

    private final List<Option<?>> rows = new ArrayList<>();

    <T> Option<T> row(String name, OptionType<T> type, Option.Default<T> otherwise, String words) {
        Option<T> option = new Option<>(rows.size(), name, type, otherwise, words);
        rows.add(option);
        return option;
    }

    /** The place of one of them. An option of something else has the place of another one. */
    static int place(List<Option<?>> options, Option<?> option) {
        int place = option.ordinal();
        if (place >= options.size() || options.get(place) != option) {
            throw new IllegalArgumentException("'" + option + "' is no option of this; options() tells all");
        }
        return place;
    }

    List<Option<?>> all() {
        return List.copyOf(rows);
    }
}
