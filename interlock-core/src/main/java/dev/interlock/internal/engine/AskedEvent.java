package dev.interlock.internal.engine;

import dev.interlock.CircuitEvent;
import dev.interlock.internal.graph.Member;

/** What guards are asked about: one asking at a time for each circuit and event. */
record AskedEvent(Member member, CircuitEvent event) {}
