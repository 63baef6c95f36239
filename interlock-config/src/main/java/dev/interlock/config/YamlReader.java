package dev.interlock.config;

import dev.interlock.config.YamlNode.Entry;
import dev.interlock.config.YamlNode.Mapping;
import dev.interlock.config.YamlNode.Scalar;
import dev.interlock.config.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * From text to values with places. Built on the parser's events and not on its objects or nodes: nothing is constructed, keys are not
 * merged ({@code <<}), duplicates stay visible, and an alias knows where it stands.
 */
final class YamlReader {

    /** How deep values may be in each other. */
    static final int MAX_DEPTH = 50;

    /** How many aliases a file may use. */
    static final int MAX_ALIASES = 50;

    /** How many values a file may have once its aliases are followed. One without aliases never gets there. */
    static final int MAX_VALUES = 300_000;

    private record Anchored(YamlNode node, int values) {}

    /** The file cannot be read on from here. */
    private static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Place place;

        Unreadable(Place place, String message) {
            super(message);
            this.place = place;
        }
    }

    private final Iterator<Event> events;
    private final Problems problems;
    private final Map<String, Anchored> anchors = new HashMap<>();
    private Place last = Place.START;
    private int aliases;
    private int values;

    private YamlReader(String text, Problems problems) {
        LoadSettings settings = LoadSettings.builder().build();
        this.events = new ParserImpl(settings, new StreamReader(settings, text));
        this.problems = problems;
    }

    /** The one document of the text; empty if there is none, or if it cannot be read; then a problem says why. */
    static Optional<YamlNode> read(String text, Problems problems) {
        YamlReader reader = new YamlReader(text, problems);
        try {
            return Optional.ofNullable(reader.document());
        } catch (Unreadable unreadable) {
            problems.add(unreadable.place, "", String.valueOf(unreadable.getMessage()));
        } catch (RuntimeException broken) {
            // The parser's own exceptions, and those that slip out of it for odd input, such as escapes beyond Unicode.
            problems.add(YamlSyntax.place(broken).orElse(reader.last), "", YamlSyntax.sentence(broken));
        }
        return Optional.empty();
    }

    private @Nullable YamlNode document() {
        next(); // the stream's start
        if (next().getEventId() != Event.ID.DocumentStart) {
            return null;
        }
        YamlNode root = node(next(), 1);
        next(); // the document's end
        Event after = next();
        if (after.getEventId() == Event.ID.DocumentStart) {
            problems.add(
                    place(after),
                    "",
                    "a second document begins here; a file holds one, put the rest into another file");
        }
        return root;
    }

    private Event next() {
        Event event = events.next();
        last = place(event);
        return event;
    }

    private YamlNode node(Event event, int depth) {
        Place place = place(event);
        if (depth > MAX_DEPTH) {
            throw new Unreadable(
                    place, "values are more than " + MAX_DEPTH + " deep in each other; make the file flatter");
        }
        if (event instanceof AliasEvent alias) {
            return follow(alias, place);
        }
        int before = values;
        count(1, place);
        YamlNode node = build(event, place, depth);
        ((NodeEvent) event).getAnchor().map(Anchor::getValue).ifPresent(anchor -> {
            anchors.put(anchor, new Anchored(node, values - before));
        });
        return node;
    }

    private YamlNode build(Event event, Place place, int depth) {
        if (event instanceof ScalarEvent scalar) {
            refuseTag(scalar.getTag(), place);
            return new Scalar(scalar.getValue(), scalar.isPlain(), place);
        }
        refuseTag(((CollectionStartEvent) event).getTag(), place);
        if (event instanceof SequenceStartEvent) {
            List<YamlNode> items = new ArrayList<>();
            for (Event item = next(); item.getEventId() != Event.ID.SequenceEnd; item = next()) {
                items.add(node(item, depth + 1));
            }
            return new Sequence(items, place);
        }
        if (event instanceof MappingStartEvent) {
            List<Entry> entries = new ArrayList<>();
            for (Event key = next(); key.getEventId() != Event.ID.MappingEnd; key = next()) {
                YamlNode name = node(key, depth + 1);
                YamlNode value = node(next(), depth + 1);
                if (name instanceof Scalar scalar && !scalar.isNull()) {
                    entries.add(new Entry(scalar, value));
                } else {
                    problems.add(name.place(), "", "the key of a mapping is a name, not " + name.kind());
                }
            }
            return new Mapping(entries, place);
        }
        throw new Unreadable(place, "not valid YAML: a value is missing here");
    }

    private YamlNode follow(AliasEvent event, Place place) {
        if (++aliases > MAX_ALIASES) {
            throw new Unreadable(place, "more than " + MAX_ALIASES + " aliases; use templates instead");
        }
        String name = event.getAlias().getValue();
        Anchored anchored = anchors.get(name); // only complete values are in there: no alias leads into itself
        if (anchored == null) {
            throw new Unreadable(
                    place, "the alias " + CleanText.quoted("*" + name) + " has no anchor that is complete before it");
        }
        count(anchored.values, place);
        return anchored.node.at(place);
    }

    private void count(int more, Place place) {
        values += more;
        if (values > MAX_VALUES) {
            throw new Unreadable(
                    place, "aliases make more than " + MAX_VALUES + " values of this file; use templates instead");
        }
    }

    private void refuseTag(Optional<String> tag, Place place) {
        tag.ifPresent(name -> problems.add(
                place,
                "",
                "the tag " + CleanText.quoted(name) + " is not allowed; tags are never followed, take it out"));
    }

    private static Place place(Event event) {
        return YamlSyntax.place(event.getStartMark()).orElse(Place.START);
    }
}
