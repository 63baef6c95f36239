package dev.interlock.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** From bytes to text that the parser may see: not too long, UTF-8, and nothing that cannot be printed. */
final class SourceText {

    /** The longest file, in bytes. */
    static final int MAX_BYTES = 256 * 1024;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private SourceText() {}

    /** Reads a file; never more of it than is allowed. Empty if it is not text; then a problem says so. */
    static Optional<String> read(Path file, Problems problems) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, problems);
        }
    }

    /** Reads what a stream holds; never more of it than is allowed. */
    static Optional<String> read(InputStream in, Problems problems) throws IOException {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        return bytes.length > MAX_BYTES ? tooLong(problems) : decode(bytes, problems);
    }

    private static Optional<String> tooLong(Problems problems) {
        problems.add(Place.START, "", "the file is longer than " + MAX_BYTES / 1024 + " KiB; split it");
        return Optional.empty();
    }

    private static Optional<String> decode(byte[] bytes, Problems problems) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
        String text = out.flip().toString();
        if (result.isError()) {
            int bad = bytes[in.position()] & 0xFF;
            problems.add(
                    placeAt(text, text.length()),
                    "",
                    String.format("the byte 0x%02X is not UTF-8; save the file as UTF-8", bad));
            return Optional.empty();
        }
        return check(text, problems);
    }

    /** Checks text that somebody else decoded. */
    static Optional<String> check(String text, Problems problems) {
        // A character is at least one byte: nothing longer than this needs to be looked at.
        if (text.length() > MAX_BYTES || text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            return tooLong(problems);
        }
        int start = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
        int at = start;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            if (!StreamReader.isPrintable(point)) {
                problems.add(
                        placeAt(text, at),
                        "",
                        String.format("the character U+%04X is not allowed; take it out", point));
                return Optional.empty();
            }
            at += Character.charCount(point);
        }
        return Optional.of(text.substring(start));
    }

    private static Place placeAt(String text, int end) {
        int line = 1;
        int column = 1;
        int at = 0;
        while (at < end) {
            int point = text.codePointAt(at);
            at += Character.charCount(point);
            boolean breaks = point == '\n' || (point == '\r' && !(at < text.length() && text.charAt(at) == '\n'));
            line += breaks ? 1 : 0;
            column = breaks ? 1 : column + (point == BYTE_ORDER_MARK ? 0 : 1);
        }
        return new Place(line, column);
    }
}
