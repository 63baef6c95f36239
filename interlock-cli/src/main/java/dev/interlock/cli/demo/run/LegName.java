package dev.interlock.cli.demo.run;

import dev.interlock.cli.demo.guard.Protections;

/**
 * Which run this is.
 *
 * @param number     1 for the first
 * @param of         how many there are
 * @param protection what it runs with
 */
public record LegName(int number, int of, Protections protection) {}
