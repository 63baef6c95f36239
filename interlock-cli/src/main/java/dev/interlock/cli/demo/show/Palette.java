package dev.interlock.cli.demo.show;

import dev.interlock.cli.demo.run.Moment;
import dev.interlock.cli.demo.run.Span;

/** Colours, or none. Nothing is said by colour alone. */
final class Palette {

    private static final String BOLD = "1";
    private static final String DIM = "2";
    private static final String RED = "31";
    private static final String GREEN = "32";
    private static final String YELLOW = "33";
    private static final String BLUE = "34";

    private final boolean on;

    Palette(boolean on) {
        this.on = on;
    }

    String bold(String text) {
        return paint(BOLD, text);
    }

    String dim(String text) {
        return paint(DIM, text);
    }

    String of(Span.Condition condition, String text) {
        return paint(
                switch (condition) {
                    case UP -> GREEN;
                    case BLOCKED -> BLUE;
                    case HALF_OPEN -> YELLOW;
                    case OPEN -> RED;
                },
                text);
    }

    String of(Moment.Kind kind, String text) {
        return switch (kind) {
            case OUTAGE -> paint(RED, text);
            case REPAIR -> paint(GREEN, text);
            case TRANSITION -> text;
            case REFUSAL -> dim(text);
        };
    }

    private String paint(String code, String text) {
        return on && !text.isBlank() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
