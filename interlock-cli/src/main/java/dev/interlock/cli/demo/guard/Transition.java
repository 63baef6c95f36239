package dev.interlock.cli.demo.guard;

import java.time.Instant;

/**
 * A breaker changed its state.
 *
 * @param at      when; it may be told some time later
 * @param breaker which one
 * @param from    the state before
 * @param to      the state after
 * @param why     a few words; may be empty
 */
public record Transition(Instant at, String breaker, Phase from, Phase to, String why) {}
