package dev.interlock.cli.demo.guard;

/**
 * A breaker changed its state.
 *
 * @param breaker which one
 * @param from    the state before
 * @param to      the state after
 * @param why     a few words; may be empty
 */
public record Transition(String breaker, Phase from, Phase to, String why) {}
