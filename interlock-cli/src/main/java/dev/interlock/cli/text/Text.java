package dev.interlock.cli.text;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Text for terminals of a given width. */
public final class Text {

    private Text() {}

    /**
     * Why a file could not be read or written. Those who throw such exceptions often say no more than its name.
     *
     * @param failed what was thrown
     * @return the reason in words
     */
    public static String reason(IOException failed) {
        if (failed instanceof AccessDeniedException) {
            return "you are not allowed to";
        }
        if (failed instanceof NoSuchFileException missing) {
            return "there is no " + missing.getFile() + ", and it cannot be made";
        }
        if (failed instanceof FileSystemException file) {
            return Objects.requireNonNullElse(file.getReason(), file.getClass().getSimpleName());
        }
        return Objects.requireNonNullElse(failed.getMessage(), failed.getClass().getSimpleName());
    }

    /**
     * Formats, the same in every locale.
     *
     * @param format as in {@link String#format}
     * @param values the values
     * @return the text
     */
    public static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /**
     * Cuts what is too long, visibly.
     *
     * @param text  the text
     * @param width the most
     * @return at most so many characters
     */
    public static String cut(String text, int width) {
        if (text.length() <= width) {
            return text;
        }
        return width < 1 ? "" : text.substring(0, width - 1) + "~";
    }

    /**
     * Fills up with blanks behind.
     *
     * @param text  the text
     * @param width how long it gets
     * @return exactly so many characters
     */
    public static String right(String text, int width) {
        String cut = cut(text, width);
        return cut + " ".repeat(width - cut.length());
    }

    /**
     * Fills up with blanks in front.
     *
     * @param text  the text
     * @param width how long it gets
     * @return exactly so many characters
     */
    public static String left(String text, int width) {
        String cut = cut(text, width);
        return " ".repeat(width - cut.length()) + cut;
    }

    /**
     * Breaks a text between words.
     *
     * @param text   the text
     * @param width  the most
     * @param indent what each line after the first begins with
     * @return lines
     */
    public static List<String> wrap(String text, int width, String indent) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        boolean empty = true;
        for (String word : text.split(" ", -1)) {
            if (!empty && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line = new StringBuilder(indent);
                empty = true;
            }
            if (!empty) {
                line.append(' ');
            }
            line.append(word);
            empty = false;
        }
        lines.add(line.toString());
        return lines.stream().map(each -> cut(each, width)).toList();
    }

    /**
     * Puts words one after the other. Never cuts: a word that is too long has a line of its own.
     *
     * @param first  what the first line begins with
     * @param words  the words
     * @param width  where a line ends, if a word can be moved to the next
     * @param indent what each other line begins with
     * @return lines
     */
    public static List<String> flow(String first, List<String> words, int width, String indent) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(first);
        boolean empty = true;
        for (String word : words) {
            if (!empty && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line = new StringBuilder(indent);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        lines.add(line.toString());
        return lines;
    }

    /**
     * Makes text fit to stand in XML, also between quotes.
     *
     * @param text the text
     * @return the same for a reader
     */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
