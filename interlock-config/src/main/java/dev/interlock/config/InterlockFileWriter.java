package dev.interlock.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes files as YAML that reads to an equal file. Templates and groups stay what they are; comments and the places of things are not
 * kept. Stateless.
 */
public final class InterlockFileWriter {

    private InterlockFileWriter() {}

    /**
     * The text of a file.
     *
     * @param file what it says
     * @return YAML, with {@code version: 1} first and lines that end with a line feed
     */
    public static String write(InterlockFile file) {
        FileModel model = file.model();
        StringBuilder out = new StringBuilder("version: 1\n");
        if (!model.external().isEmpty()) {
            out.append("\nexternal: ").append(list(model.external().keySet())).append('\n');
        }
        sections(out, "", "templates", model.templates(), CircuitOptions.ALL);
        if (!model.groups().isEmpty()) {
            out.append("\ngroups:\n");
            model.groups().forEach((name, group) -> {
                out.append("  ").append(YamlText.scalar(name)).append(":\n");
                if (!group.defaults().settings().isEmpty()) {
                    out.append("    defaults:\n");
                    options(out, "      ", group.defaults(), CircuitOptions.ALL);
                }
                sections(out, "    ", "circuits", group.members(), CircuitOptions.OF_MEMBERS);
            });
        }
        sections(out, "", "circuits", model.circuits(), CircuitOptions.ALL);
        sections(out, "", "signals", model.signals(), SignalOptions.ALL);
        return out.toString();
    }

    /**
     * Writes a file to disk, in UTF-8.
     *
     * @param file what it says
     * @param to   where; replaced if it is there
     * @throws IOException if it cannot be written
     */
    public static void write(InterlockFile file, Path to) throws IOException {
        Files.writeString(to, write(file), StandardCharsets.UTF_8);
    }

    private static <B> void sections(
            StringBuilder out, String indent, String title, Map<String, Section<B>> sections, List<Option<B>> order) {
        if (sections.isEmpty()) {
            return;
        }
        out.append(indent.isEmpty() ? "\n" : "").append(indent).append(title).append(":\n");
        sections.forEach((name, section) -> {
            out.append(indent).append("  ").append(YamlText.scalar(name)).append(":\n");
            options(out, indent + "    ", section, order);
        });
    }

    private static <B> void options(StringBuilder out, String indent, Section<B> section, List<Option<B>> order) {
        for (Option<B> option : order) {
            section.setting(option)
                    .ifPresent(setting -> out.append(indent)
                            .append(option.key())
                            .append(": ")
                            .append(option.type().write(setting.value()))
                            .append('\n'));
        }
    }

    private static String list(Collection<String> names) {
        return names.stream().map(YamlText::scalar).collect(Collectors.joining(", ", "[", "]"));
    }
}
