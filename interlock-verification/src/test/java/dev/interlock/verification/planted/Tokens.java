package dev.interlock.verification.planted;

import java.util.ArrayList;
import java.util.List;

/**
 * Java source as a row of tokens: words and single signs, without comments and white space. Text in quotation marks is cut like the rest, so
 * that a part of it can be found.
 */
final class Tokens {

    /** Arguments that do not matter, in a text to look for: what stands between parentheses, whatever it is. */
    private static final String ANY_ARGUMENTS = "(..)";

    /**
     * Where a text was found.
     *
     * @param from      of its first character
     * @param to        behind its last character
     * @param arguments what stood in place of each {@code (..)}, with the parentheses
     */
    record Found(int from, int to, List<String> arguments) {}

    private record Token(String text, int from, int to) {}

    private final String source;
    private final List<Token> tokens = new ArrayList<>();

    /** The tokens of a source from one place to another. */
    Tokens(String source, int from, int to) {
        this.source = source;
        int at = from;
        char quote = 0;
        while (at < to) {
            char sign = source.charAt(at);
            if (quote == 0 && source.startsWith("//", at)) {
                at = endOf("\n", at, to);
            } else if (quote == 0 && source.startsWith("/*", at)) {
                at = endOf("*/", at, to);
            } else if (quote == 0 && source.startsWith(ANY_ARGUMENTS, at)) {
                at = add(at, ANY_ARGUMENTS.length());
            } else if (Character.isJavaIdentifierPart(sign)) {
                at = add(at, lengthOfWord(at, to));
            } else if (Character.isWhitespace(sign)) {
                at++;
            } else if (quote != 0 && sign == '\\') {
                at = add(at, Math.min(2, to - at));
            } else {
                quote = quote == 0 && (sign == '"' || sign == '\'') ? sign : quote == sign ? 0 : quote;
                at = add(at, 1);
            }
        }
    }

    private int endOf(String mark, int at, int to) {
        int end = source.indexOf(mark, at + 2);
        return end < 0 ? to : Math.min(to, end + mark.length());
    }

    private int lengthOfWord(int at, int to) {
        int end = at;
        while (end < to && Character.isJavaIdentifierPart(source.charAt(end))) {
            end++;
        }
        return end - at;
    }

    private int add(int at, int length) {
        tokens.add(new Token(source.substring(at, at + length), at, at + length));
        return at + length;
    }

    /** All places where these tokens stand in a row. */
    List<Found> find(Tokens wanted) {
        List<Found> all = new ArrayList<>();
        for (int first = 0; first < tokens.size(); first++) {
            List<String> arguments = new ArrayList<>();
            int end = endOfMatch(first, wanted, arguments);
            if (end > first) {
                all.add(new Found(tokens.get(first).from, tokens.get(end - 1).to, arguments));
            }
        }
        return all;
    }

    /** Behind the last token, or -1 if they are not there. */
    private int endOfMatch(int first, Tokens wanted, List<String> arguments) {
        int at = first;
        for (Token token : wanted.tokens) {
            if (at >= tokens.size()) {
                return -1;
            }
            if (token.text.equals(ANY_ARGUMENTS)) {
                int end = behindParentheses(at);
                if (end < 0) {
                    return -1;
                }
                arguments.add(source.substring(tokens.get(at).from, tokens.get(end - 1).to));
                at = end;
            } else if (token.text.equals(tokens.get(at).text)) {
                at++;
            } else {
                return -1;
            }
        }
        return at;
    }

    private int behindParentheses(int open) {
        int depth = 0;
        for (int at = open; at < tokens.size(); at++) {
            String text = tokens.get(at).text;
            depth += text.equals("(") ? 1 : text.equals(")") ? -1 : 0;
            if (depth == 0) {
                return text.equals(")") ? at + 1 : -1;
            }
        }
        return -1;
    }

    /** Puts what was found in place of each {@code (..)}: the first for the first, and so on, from the beginning again if there are more. */
    static String withArguments(String text, List<String> arguments) {
        String done = text;
        for (int number = 0; done.contains(ANY_ARGUMENTS) && !arguments.isEmpty(); number++) {
            int at = done.indexOf(ANY_ARGUMENTS);
            String argument = arguments.get(number % arguments.size());
            done = done.substring(0, at) + argument + done.substring(at + ANY_ARGUMENTS.length());
        }
        return done;
    }
}
