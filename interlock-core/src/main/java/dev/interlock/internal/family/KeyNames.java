package dev.interlock.internal.family;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names for keys from outside: printable, bounded, and different for different keys. A long key is cut and ends in 128 bits of its
 * SHA-256, so that nobody can choose two keys that share a name.
 */
final class KeyNames {

    private static final int MAX_NAME = 128;
    private static final int HASH_BYTES = 16;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final String prefix;

    KeyNames(String family) {
        this.prefix = family + "/";
    }

    String overflow() {
        return prefix + "_overflow"; // no key has it: an underscore is followed by hexadecimal digits
    }

    String of(String key) {
        StringBuilder name = new StringBuilder(prefix);
        if (key.isEmpty()) {
            return name.append('_').toString();
        }
        for (int i = 0; i < key.length(); ) {
            int character = key.codePointAt(i);
            i += Character.charCount(character);
            if (isPlain(character)) {
                name.append((char) character);
            } else {
                escape(name, character);
            }
            if (name.length() > MAX_NAME) {
                return cut(name, key);
            }
        }
        return name.toString();
    }

    private static boolean isPlain(int character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || character == '.'
                || character == ':'
                || character == '-';
    }

    private static void escape(StringBuilder name, int character) {
        // A lone surrogate is no character and has no UTF-8; it gets the three bytes that it would have.
        byte[] bytes = character >= 0xD800 && character <= 0xDFFF
                ? new byte[] {(byte) 0xED, (byte) (0x80 | (character >> 6 & 0x3F)), (byte) (0x80 | (character & 0x3F))}
                : Character.toString(character).getBytes(StandardCharsets.UTF_8);
        for (byte each : bytes) {
            name.append('_');
            HEX.toHexDigits(name, each);
        }
    }

    private static String cut(StringBuilder name, String key) {
        name.setLength(MAX_NAME - 2 - 2 * HASH_BYTES);
        return name.append("__").append(HEX.formatHex(hash(key), 0, HASH_BYTES)).toString();
    }

    private static byte[] hash(String key) {
        ByteBuffer characters = ByteBuffer.allocate(2 * key.length());
        characters.asCharBuffer().put(key); // no charset, which would take all lone surrogates for one character
        try {
            return MessageDigest.getInstance("SHA-256").digest(characters.array());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
