package dev.interlock.config;

import java.util.List;
import java.util.Set;

/** A value of the file and where it stands. What it means is decided by the option that it is for, never by the text. */
sealed interface YamlNode {

    /** Where it begins; for an alias, where the alias stands. */
    Place place();

    /** The same value at another place. */
    YamlNode at(Place other);

    /** What it is, for messages. */
    String kind();

    /** Text. */
    record Scalar(String text, boolean plain, Place place) implements YamlNode {

        private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

        /** Whether it is a value left out, as YAML 1.2 (core schema) writes it. */
        boolean isNull() {
            return plain && NULLS.contains(text);
        }

        @Override
        public YamlNode at(Place other) {
            return new Scalar(text, plain, other);
        }

        @Override
        public String kind() {
            return isNull() ? "nothing" : CleanText.quoted(text);
        }
    }

    /** A list. */
    record Sequence(List<YamlNode> items, Place place) implements YamlNode {

        @Override
        public YamlNode at(Place other) {
            return new Sequence(items, other);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /** A mapping, its entries as written: duplicates included. */
    record Mapping(List<Entry> entries, Place place) implements YamlNode {

        @Override
        public YamlNode at(Place other) {
            return new Mapping(entries, other);
        }

        @Override
        public String kind() {
            return "a mapping";
        }
    }

    /** One entry of a mapping. */
    record Entry(Scalar key, YamlNode value) {}
}
