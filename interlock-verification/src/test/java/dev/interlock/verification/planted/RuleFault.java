package dev.interlock.verification.planted;

import java.util.List;
import java.util.Set;

/**
 * A fault against one invariant, and the tests that find it, as {@code HookReportsTest.recoveryGuardThrows_...}. They are examples and
 * tables: one thread, manual time, so that each run finds what any run does.
 */
@SuppressWarnings({"ImmutableEnumChecker", "StringConcatToTextBlock"
}) // the lists are never written; the texts are code, line by line
enum RuleFault {
    S3_VERDICT_OF_AN_OLDER_EPOCH_FOR_A_CALLER(
            "engine/Transitioner",
            "return commits.transition(member.index(), member, event, state.epoch(), cause);",
            "return commits.transition(member.index(), member, event, Commits.ANY_EPOCH, cause);",
            "fault.GuardEpochTest.recoveryGuard_circuitOpenedAnewWhileItWasAsked_isAskedAgain",
            "fault.GuardEpochTest.resetGuard_circuitOpenedAnewWhileItWasAsked_isAskedAgain"),
    S3_VERDICT_OF_AN_OLDER_EPOCH_FOR_A_TIMER(
            "engine/Engine",
            "commits.transition(member.index(), member, CircuitEvent.ATTEMPT_RECOVERY, epoch, cause)",
            "commits.transition(member.index(), member, CircuitEvent.ATTEMPT_RECOVERY, Commits.ANY_EPOCH, cause)",
            "fault.GuardEpochTest.recoveryGuardOfTheTimer_circuitOpenedAnewWhileItWasAsked_hasToWaitAgain"),
    S3_VERDICT_OF_AN_OLDER_EPOCH_FOR_A_PROBE(
            "engine/Resets",
            "commits.transition(member.index(), member, CircuitEvent.RESET, epoch, cause)",
            "commits.transition(member.index(), member, CircuitEvent.RESET, Commits.ANY_EPOCH, cause)",
            "fault.GuardEpochTest.resetGuardOfTheProbes_circuitOpenedAnewWhileItWasAsked_closesNothing"),
    S3_THROWING_GUARD_NOT_REPORTED(
            "hook/HookRunner",
            "failures.threw(HookKind.GUARD, name, thrown);",
            "",
            "fault.HookReportsTest.recoveryGuardThrows_refusesAndIsCountedOncePerAsking"),
    S3_THROWING_GUARD_REPORTED_TWICE(
            "hook/HookRunner",
            "failures.threw(HookKind.GUARD, name, thrown);",
            "failures.threw(HookKind.GUARD, name, thrown);\nfailures.threw(HookKind.GUARD, name, thrown);",
            "fault.HookReportsTest.recoveryGuardThrows_refusesAndIsCountedOncePerAsking"),
    S3_THROWING_GUARD_OF_A_TIMER_NOT_REPORTED(
            "hook/Asking",
            "if (thrown != null) {",
            "if (thrown != null && hooks.isEmpty()) {",
            "fault.HookReportsTest.recoveryGuardThrows_refusesAndIsCountedOncePerAsking"),
    S5_CASCADE_TARGET_ENTERED_TWICE(
            "graph/Transitions",
            "opened.forEach(target -> enter(draft, target, State.OPEN, cause, moment));",
            "opened.forEach(target -> enter(draft, target, State.OPEN, cause, moment));\n"
                    + "opened.forEach(target -> enter(draft, target, State.OPEN, cause, moment));",
            "scenario.EpisodeScenariosTest.cascade_inACycle_opensEachOnceInOneCommit"),
    S5_CASCADE_MEETS_A_TARGET_ON_TWO_WAYS(
            "graph/Transitions",
            "if (takesCascade(draft, target) && walk.add(target, at)) {",
            "if (takesCascade(draft, target)) {\nwalk.add(target, at);",
            "scenario.EpisodeScenariosTest.cascade_onTwoWaysToOneTarget_opensItOnce"),
    S5_CASCADE_IN_A_SECOND_COMMIT(
            List.of(
                    new PlantedFault(
                            "graph/Transitions",
                            "if (StateMachine.cascades(from, to, cause.event())) {\n            cascade(draft, index, moment);\n        }\n        draft.tellPanic(moment);\n    }",
                            "}\n\nstatic void later(Draft draft, int index, Moment moment) {\ncascade(draft, index, moment);\n}"),
                    new PlantedFault(
                            "graph/Commits",
                            "if (publish(graph, draft)) {\n                    yield Outcome.applied(from, decision.to());",
                            "if (publish(graph, draft)) {\nif (StateMachine.cascades(from, decision.to(), event)) {\n"
                                    + "Draft second = new Draft(root.read());\nTransitions.later(second, index, moment);\n"
                                    + "publish(root.read(), second);\n}\n"
                                    + "yield Outcome.applied(from, decision.to());")),
            "scenario.EpisodeScenariosTest.cascade_inACycle_opensEachOnceInOneCommit"),
    S8_REFUSAL_READS_THE_GRAPH_WHEN_IT_IS_ASKED(
            List.of(
                    new PlantedFault(
                            "graph/GraphRoot",
                            "return CURRENT.compareAndSet(this, expected, next);",
                            "boolean done = CURRENT.compareAndSet(this, expected, next);\nif (done) {\nlatest = next;\n}\n"
                                    + "return done;\n}\n\npublic static volatile Graph latest = Graph.empty(RecoveryLimits.NONE);\n\n"
                                    + "void nothing() {"),
                    new PlantedFault(
                            "call/Refusal",
                            "return new Explainer(graph, nowNanos, Instant.EPOCH);",
                            "return new Explainer(dev.interlock.internal.graph.GraphRoot.latest, nowNanos, Instant.EPOCH);")),
            "call.RefusalMomentTest.refusal_askedAfterAnotherRootTookOver_tellsOfTheFirst",
            "call.RefusalMomentTest.refusal_askedAfterEverythingIsUp_stillTellsWhy",
            "call.RefusalMomentTest.refusal_askedAfterTheWayWasTakenAway_tellsOfTheWayThatWas",
            "call.RefusalMomentTest.ownRefusal_askedAfterTheCircuitMoved_tellsTheStateThatRefused"),
    S1_CALL_INSIDE_ITS_OWN_TAKES_A_PERMIT(
            "call/Admission",
            "return held.join() ? begin(state, held, around, reportsItself) : null;",
            "return null;",
            "nesting.NestedCallTest.halfOpenCircuit_calledInsideItsOwnCall_closes",
            "nesting.NestedCallTest.condensedCycle_requestThatComesBack_closesBoth"),
    S1_EACH_PART_OF_A_PROBE_GIVES_A_PLACE_BACK(
            "call/Holding",
            "if (isLast() && settle()) {",
            "if (isLast() | settle()) {",
            "nesting.NestedCallTest.twoPermits_onlyAsManyCallsAsPermits_howeverDeep"),
    S1_FAILED_PART_OF_A_PROBE_IS_FORGOTTEN(
            "call/Holding",
            "if (meaning == Meaning.FAILURE ||",
            "if ((outermost && meaning == Meaning.FAILURE) ||",
            "nesting.NestedCallTest.probeThatFailedInside_hasFailed_whateverTheOuterCallMakesOfIt"),
    S9_PLACE_GIVEN_BACK_BEFORE_THE_LAST_PART_ENDED(
            "call/Holding",
            "if (PARTS.addAndGet(this, -UNRETURNED) < UNRETURNED && bounded) {",
            "if (PARTS.addAndGet(this, -UNRETURNED) < Long.MAX_VALUE && bounded) {",
            "nesting.NestedAsyncCallTest.innerCall_thatOutlivesTheOuterOne_keepsThePlaces_andDecides"),
    S9_PLACE_OF_NESTED_CALLS_NOT_GIVEN_BACK(
            "call/Holding",
            "if (PARTS.addAndGet(this, -UNRETURNED) < UNRETURNED && bounded) {",
            "if (PARTS.addAndGet(this, -UNRETURNED) < 0 && bounded) {",
            "nesting.NestedCallTest.bulkheadOfOne_isNotFilledByItsOwnCall"),
    S10_FAILURE_THAT_PASSES_ITS_CIRCUIT_TWICE_IS_TWO(
            "call/CircuitImpl",
            "if (meaning == Meaning.FAILURE && CountedFailures.has(thread, counted, name, moment)) {",
            "if (meaning == Meaning.COUNTED) {",
            "nesting.NestedOutcomesTest.failure_passingOutThroughTheCircuitTwice_isOne"),
    S12_RESET_LEAVES_FORCED_OPEN(
            "state/StateMachine",
            "case FORCED_OPEN, DISABLED, METRICS_ONLY -> refused(state);",
            "case FORCED_OPEN -> moves(State.CLOSED);\ncase DISABLED, METRICS_ONLY -> refused(state);",
            "state.StateTableTest.event_inState_doesWhatTheTableSays",
            "group.GroupTest.resetAll_passesByWhatAnOperatorHolds"),
    S12_RECOVERY_LEAVES_METRICS_ONLY(
            "state/StateMachine",
            "case ATTEMPT_RECOVERY -> state == State.OPEN ?",
            "case ATTEMPT_RECOVERY -> state == State.OPEN || state == State.METRICS_ONLY ?",
            "state.StateTableTest.event_inState_doesWhatTheTableSays",
            "call.UnprotectedCallTest.metricsOnlyAndDisabled_timersAndCallers_passThemBy"),
    S12_CASCADE_LEAVES_DISABLED(
            "state/StateMachine",
            "state == State.CLOSED || state == State.HALF_OPEN ? moves(State.OPEN)",
            "state == State.CLOSED || state == State.HALF_OPEN || state == State.DISABLED ? moves(State.OPEN)",
            "state.StateTableTest.event_inState_doesWhatTheTableSays",
            "call.UnprotectedCallTest.metricsOnlyAndDisabled_timersAndCallers_passThemBy"),
    S14_REFUSAL_IS_A_FAILURE(
            "call/Classifier",
            "return link instanceof CallRejectedException\n                || (link",
            "return (link",
            "attribution.AttributionTest.refusalByAnotherCircuit_isNoFailureHere",
            "attribution.AttributionAsyncTest.asyncRefusal_isNoFailureHere"),
    S14_WRAPPED_REFUSAL_IS_A_FAILURE(
            "call/Causes",
            "link = of(link);",
            "link = null;",
            "attribution.AttributionTest.refusalByAnotherCircuit_wrapped_isNoFailureHere",
            "attribution.NeutralThrowablesTest.interrupt_countsNothing"),
    S10_CANCELLATION_OF_A_DRIVER_COUNTS_NOTHING(
            "call/Cancellations",
            "(isOne(link) && Thread.currentThread().isInterrupted())",
            "isOne(link)",
            "attribution.NeutralThrowablesTest.cancellationThatNobodyAskedFor_isAFailure",
            "attribution.NeutralThrowablesTest.stageThatTheClientLibraryCancels_isAFailure",
            "attribution.NeutralThrowablesTest.failOnAndIgnore_decideAboutCancellations"),
    S10_CALL_AFTER_A_LIMIT_IS_TAKEN_FOR_CANCELLED_BY_IT(
            "call/TimeLimit",
            "(cancelled || moment < struckAt)",
            "true",
            "attribution.NeutralThrowablesTest.callBegunAfterALimitStruck_thatTheDriverCancels_isAFailure"),
    S10_PAUSE_OF_THE_PROCESS_IS_SLOWNESS(
            "call/SlowFrame",
            "lasted - threshold.slept(startNanos, nowNanos) >= nanos",
            "lasted >= nanos",
            "call.PausedProcessTest.callsInFlightOverAPause_openNothing_andAreNotSlowWhenTheyEnd",
            "call.PausedProcessTest.asynchronousProbeInFlightOverAPause_ofACircuitThatLooksForSlowCalls_mayStillSucceed"),
    S10_PAUSE_IS_SEEN_BY_THE_TICK_ONLY(
            "time/Pauses",
            "return to - known.lastTick >= LATE_NANOS ?",
            "return to - known.lastTick < 0 ?",
            "call.PausedProcessTest.callsThatEndBeforeTheFirstTickAfterIt_areNotSlow"),
    S10_LIMITS_RUN_WHILE_THE_PROCESS_STANDS_STILL(
            "engine/Timers",
            "credits ? left(clock.exact()) : 0;",
            "0;",
            "call.PausedProcessTest.probeInFlightOverAPause_keepsWhatItsDeadlineLeaves",
            "call.PausedProcessTest.timeLimitThatRunsOverAPause_keepsWhatIsLeft_andBlamesNobody",
            "call.PausedProcessTest.guardUnderWayOverAPause_isNotLate",
            "call.PausedProcessTest.signalUnderWayOverAPause_isNotDown"),
    S10_SLOW_CONDITION_ENDS_LONG_CALLS(
            "call/InFlight",
            "detached.removeIf(frame -> isForgotten(frame, now));",
            "detached.forEach(frame -> {\nPermitImpl permit = frame.permit();\n"
                    + "if (permit != null && frame.isPast(now, frame.admittedIn.config().permitDeadline().toNanos())) {\n"
                    + "permit.expire(\"ABANDONED\");\n}\n});",
            "call.InFlightAgeTest.longCalls_ofACircuitWithASlowConditionThatTheyKeep_areNoFailures",
            "call.InFlightAgeTest.asynchronousCallThatNeverEnds_isForgottenAtThePermitDeadline_withoutAVerdict"),
    S14_CALL_THAT_ITS_CALLER_CANCELS_IS_A_FAILURE_FURTHER_OUT(
            "call/Cancellations",
            "link -> link instanceof CalledOff",
            "link -> link == null",
            "attribution.NeutralThrowablesTest.callThatItsCallerCancels_isNeutral_forThoseAroundItToo"),
    S10_FAILURE_WITH_A_HOSTILE_METHOD_IS_NOT_COUNTED(
            "call/Causes",
            "} catch (Throwable hostile) {",
            "} catch (RuntimeException hostile) {",
            "call.ClassificationTest.throwable_withHostileMethods_isThrownItselfAndCounts"),
    S10_ANSWER_ENDS_A_ROW_OF_FAILURES(
            "call/Recorder",
            "windowOf(present, admittedIn).recordAnswer(slow);",
            "windowOf(present, admittedIn).recordSuccess();",
            "call.AnsweredTest.row_answersBetweenCallsThatAllFail_doNotEndIt"),
    L5_ANSWERS_NEVER_CLOSE(
            "state/Episode",
            "nowNanos - first >= longEnoughNanos",
            "nowNanos - first >= Long.MAX_VALUE",
            "call.AnsweredTest.halfOpen_nothingButAnswersForAsLongAsItWaited_closesIt",
            "call.AnsweredTest.halfOpen_afterAShortWait_answersHaveToComeForASecond"),
    S15_ASKING_WHETHER_IT_CAN_RECOVER_RECOVERS(
            "call/CircuitImpl",
            "return state() == State.OPEN && recoveryAllowed();",
            "return state() == State.OPEN && attemptRecovery().isApplied();",
            "state.EveryStateTest.asking_changesAndTellsNothing",
            "state.AskingTest.circuitWhoseWaitIsOver_askedEverything_staysOpen"),
    S15_ASKING_WHETHER_RECOVERY_IS_DUE_RECOVERS(
            "call/CircuitImpl",
            "remainingWait(calls.clock.exact()) <= 0\n                && recoveryAllowed();",
            "remainingWait(calls.clock.exact()) <= 0\n                && attemptRecovery().isApplied();",
            "state.AskingTest.circuitWhoseWaitIsOver_askedEverything_staysOpen"),
    S15_ASKING_WHETHER_IT_IS_CALLABLE_RECOVERS(
            "call/Admission",
            "&& circuit.recoveryAllowed();",
            "&& circuit.attemptRecovery().isApplied();",
            "state.AskingTest.circuitThatTheNextCallRecovers_askedWhetherItIsCallable_leavesTheAttemptToTheCall"),
    S15_ASKING_USES_UP_THE_ATTEMPT_OF_THE_NEXT_CALL(
            "call/Admission",
            "&& mayAttempt(lastAttempt, state, calls.clock.exact())",
            "&& isNextToAttempt(state)",
            "state.AskingTest.circuitThatTheNextCallRecovers_askedWhetherItIsCallable_leavesTheAttemptToTheCall"),
    S15_ASKING_TAKES_A_PLACE(
            "call/Admission",
            "episode != null && !episode.admits()",
            "episode != null && !episode.tryEnter()",
            "state.EveryStateTest.asking_changesAndTellsNothing",
            "state.AskingTest.halfOpenCircuit_askedWhetherItIsCallable_givesNoPlaceAway"),
    S15_VERDICT_IS_COUNTED_AS_A_REFUSAL(
            "engine/Transitioner",
            "return new Verdict(reasons);",
            "if (!reasons.isEmpty()) {\nrefusals.byCaller(member, event, graph.state(member.index()).state(), reasons);\n}\n"
                    + "return new Verdict(reasons);",
            "state.AskingTest.verdictsThatAreAgainst_areNotRefusals"),
    S15_ASKING_IS_NOTED_AS_A_REFUSAL_OF_A_GUARD(
            "call/Admission",
            "return details(Kind.GUARD, graph, guardRefused(refusing));",
            "noteGuard(refusing);\nreturn details(Kind.GUARD, graph, guardRefused(refusing));",
            "graph.HindrancesTest.askingWhetherACallWouldPass_isNoRefusal"),
    S15_PLAN_OF_A_RECOVERY_RECOVERS(
            "recovery/RecoveryRuns",
            "if (options.dryRun()) {",
            "if (false) {",
            "state.AskingTest.plan_ofARecovery_recoversNothing",
            "recovery.RecoverDryRunTest.dependency_thatIsClosedAndBlockedByThePlan_isFine"),
    WAIT_IS_PROMISED_ALTHOUGH_A_GUARD_DECIDES(
            "graph/Attempts",
            "isDecidedByGuard(at) ? Optional.empty() : next(at)",
            "next(at)",
            "graph.HindrancesTest.retryAfter_isEmpty_whereAGuardDecides"),
    REFUSAL_TELLS_OTHERS_THE_TEXT_OF_AN_ERROR(
            "call/Refusal",
            "circuit.calls.errors::words",
            "dev.interlock.internal.text.ErrorText::toString",
            "call.ErrorTextsTest.typeOnly_tellsWhatFailed_andNothingThatItSaid",
            "call.ErrorTextsTest.none_tellsWhatWasMet_insteadOfTheError"),
    L1_TIMER_THAT_WAS_REFUSED_IS_RUN_BY_NOBODY(
            "engine/Timers",
            "if (timer.isLate(now, 0)) {",
            "if (timer.hasEnded()) {",
            "fault.UnreliableSchedulerTest.refusesForAWhile_openCircuitThatIsCalled_recovers",
            "fault.UnreliableSchedulerTest.refusesTheTimerOfASignal_theSignalIsCheckedAgain"),
    L1_TIMER_THAT_WAS_LOST_IS_RUN_BY_NOBODY(
            "engine/Timers",
            "if (timer.isLate(now - slept, LOST_NANOS) && !timer.hasEnded()) {",
            "if (timer.hasEnded()) {",
            "fault.UnreliableSchedulerTest.losesTheTimerOfARecovery_theTickFindsTheCircuit",
            "fault.UnreliableSchedulerTest.losesTheDeadlineOfAProbe_theProbeExpires"),
    L1_TICK_THAT_WAS_REFUSED_IS_NOT_BEGUN_AGAIN_BY_CALLS(
            "call/Admission",
            "calls.ticker.revive();",
            "",
            "fault.UnreliableSchedulerTest.refusesForAWhile_openCircuitThatIsCalled_recovers"),
    CLOSE_DOES_NOT_WAIT_FOR_WHOEVER_IS_ARMING(
            "engine/Timers",
            "return thread != null && thread != Thread.currentThread();",
            "return false;",
            "fault.CloseRaceTest.close_besideAThreadThatIsArming_waitsForIt"),
    L2_DEADLINE_NOT_ARMED(
            "call/Admission",
            "fresh.expireAfter(config.permitDeadline());",
            "",
            "call.HalfOpenPermitsTest.permitNeverReported_expiresAtTheDeadline",
            "fault.BlockingHooksTest.work_hangsInHalfOpen_expiresAndItsPlacesComeBackOnce"),
    L2_DEADLINE_WITHOUT_A_VERDICT(
            "call/PermitImpl",
            "decide(Meaning.FAILURE, error, null);",
            "decide(Meaning.IGNORED, error, null);",
            "call.HalfOpenPermitsTest.permitNeverReported_expiresAtTheDeadline"),
    S9_CALL_THAT_ANSWERS_LOSES_ITS_PLACE(
            "call/PermitImpl",
            "if (answered && left > 0) {",
            "if (answered && left < 0) {",
            "call.AnsweringTest.place_isKeptWhileAnswersCome_andGivenBackWhenTheyStop",
            "call.AnsweringTest.placeOfAProbe_isGivenBackWhenItStopsAnswering_withoutAVerdict"),
    S9_CALL_THAT_STOPPED_ANSWERING_KEEPS_ITS_PLACE(
            "call/PermitImpl",
            "expireAfter(Duration.ofNanos(left).plus(Ticker.SLOWEST), limit);",
            "",
            "call.AnsweringTest.place_isKeptWhileAnswersCome_andGivenBackWhenTheyStop",
            "call.AnsweringTest.placeOfAProbe_isGivenBackWhenItStopsAnswering_withoutAVerdict"),
    L3_NODE_THAT_LEAVES_OPEN_WAKES_NOBODY(
            "engine/Engine",
            "if (!transition.to().isOpen()) {",
            "if (transition.to() == null) {",
            "graph.CondensedWakeUpTest.dependencyOfOneMember_comesUp_wakesTheOthersAtOnce",
            "scenario.EpisodeScenariosTest.reset_thatADependencyRefused_isAskedAgainWhenItIsUp"),
    L3_ONLY_DIRECT_DEPENDENTS_ARE_WOKEN(
            "graph/Sleepers", "up.add(each, from);", "", "graph.WakeUpTest.rootFarBelow_comesUp_wakesWhoWaitsAtTheTop"),
    L3_SOFT_DEPENDENTS_ARE_NOT_WOKEN(
            "graph/Sleepers",
            "consider(soft.get(place - hard.size()), nowNanos);",
            "",
            "graph.WakeUpTest.softDependency_comesUp_wakesWhoRecoversAfterIt"),
    L3_SIGNAL_THAT_COMES_UP_WAKES_NOBODY(
            "engine/Engine",
            "event instanceof SignalChanged signal && signal.up()",
            "event instanceof SignalChanged signal && !signal.up()",
            "graph.WakeUpTest.signal_comesUp_wakesWhoWaitsForIt"),
    L3_REMOVED_EDGE_WAKES_NOBODY(
            "engine/Engine",
            "case UNLINKED -> wake(change.node());",
            "case UNLINKED -> {}",
            "scenario.GraphScenariosTest.unlinkedDependency_thatWasOpen_wakesTheWaitingCircuit"),
    L5_IDLE_DEPENDENCY_IS_WAITED_FOR(
            "graph/DependencyCheck",
            "!state.isIdle(nowNanos)",
            "nowNanos != state.enteredNanos() - 1",
            "graph.ClosedOnlyTest.dependencyThatNobodyCalls_isWaitedForUntilItIsIdle_andNotLonger",
            "graph.ClosedOnlyTest.resetThatWaitsForADependency_isMadeWhenThatIsIdle"),
    L5_DEPENDENCY_THAT_IS_IDLE_BY_NOW_WAKES_NOBODY(
            "engine/Engine",
            "backstop = soonest(backstop, DependencyCheck.nanosUntilReady(root.read(), member.index(), now()));",
            "",
            "graph.ClosedOnlyTest.dependencyThatNobodyCalls_isWaitedForUntilItIsIdle_andNotLonger"),
    L5_RESET_IS_NOT_ASKED_AGAIN_WHEN_THE_DEPENDENCY_IS_IDLE(
            "engine/Resets",
            "if (ready.isPresent()) {",
            "if (epoch < 0) {",
            "graph.ClosedOnlyTest.resetThatWaitsForADependency_isMadeWhenThatIsIdle"),
    L5_MEMBERS_OF_A_CYCLE_ARE_NOT_RECOVERED_BY_CALLS(
            "call/Admission",
            "|| onlyItsCycleBlocks(graph, now)",
            "",
            "graph.CondensedWakeUpTest.membersThatRecoverOnCall_areCalled_comeBackTogether"),
    REMOVED_CIRCUIT_IS_KEPT_BY_ITS_LAST_REFUSAL(
            "engine/Engine",
            "refusals.forgetIf(this::isGone);",
            "",
            "graph.RemovedCircuitsTest.circuitWhoseRecoveryOnCallWasRefused_removed_isNotKept"),
    PROBING_CIRCUIT_BLOCKS_NOBODY(
            "graph/Gate",
            "return bits == 1 || bits == 3 || bits == PROBING;",
            "return bits == 1 || bits == 3;",
            "probe.ProbeTest.halfOpen_countsAsOpenForItsDependents_untilItCloses",
            "probe.ProbeTest.halfOpen_callsAreRefused_andTheProbeAloneTakesThePermit",
            "probe.ProbedGraphTest.randomGraphs_throughOutages_holdTheInvariants_andComeBack"),
    PROBE_THAT_CAME_IN_HALF_OPEN_BLOCKS_NOBODY(
            "graph/Rewiring",
            "if (state.countsAsOpen() == next.countsAsOpen()) {",
            "if (state.owner() == next.owner()) {",
            "probe.ProbeTest.probeAddedInHalfOpen_blocksTheDependents_andItsRemovalUnblocksThem",
            "probe.ProbedGraphTest.randomGraphs_throughOutages_holdTheInvariants_andComeBack"),
    PROBE_IS_MADE_WHILE_A_DEPENDENCY_IS_DOWN(
            "engine/Probes",
            "DependencyCheck.reasons(graph, member.index(), engine.now()).isEmpty()",
            "(state.owner() == member)",
            "probe.ProbeTest.dependencyNotUp_noProbeIsMade_andTheOneThatComesUpHasItMadeAtOnce",
            "probe.ProbedGraphTest.randomGraphs_throughOutages_holdTheInvariants_andComeBack"),
    PROBE_IS_NOT_MADE_AGAIN(
            "engine/Probes",
            "} finally {\n            arm(member, admittedIn.epoch());\n        }",
            "} finally {\n        }",
            "probe.ProbeTest.open_isProbedEveryInterval_notAtOnce",
            "probe.ProbedGraphTest.randomGraphs_throughOutages_holdTheInvariants_andComeBack"),
    PROBE_THAT_WAS_PUT_OFF_WAITS_FOR_ITS_TIMER(
            "engine/Engine",
            "} else if (Probes.areMadeIn(state) && !isDue(state)) {",
            "} else if (Probes.areMadeIn(state) && state.epoch() < 0) {",
            "probe.ProbeTest.dependencyNotUp_noProbeIsMade_andTheOneThatComesUpHasItMadeAtOnce",
            "probe.ProbeTest.halfOpen_whileADependencyOpens_isPausedAndGoesOnAtOnceAfterwards"),
    CONDENSED_MEMBERS_GATE_EACH_OTHER(
            "graph/DependencyCheck",
            "if (!inside) {",
            "if (dependency >= 0) {",
            "graph.CondensedExplorationTest.everyCycleOfHardEdges_neverGetsStuck"),
    CONDENSED_MEMBERS_LOOK_AT_THEIR_OWN_DEPENDENCIES_ONLY(
            "graph/DependencyCheck",
            "while (members.hasNext()) {",
            "if (members.hasNext()) {",
            "graph.CondensedExplorationTest.everyCycleOfHardEdges_neverGetsStuck"),
    CONDENSED_MEMBER_IS_BLOCKED_BY_ITSELF(
            "graph/Blocking",
            "if (at != index) {",
            "if (at >= 0) {",
            "graph.CondensedExplorationTest.everyCycleOfHardEdges_neverGetsStuck"),
    BUDGET_ALLOWS_ONE_TOO_MANY(
            "graph/RecoveryBudget",
            "if (after <= budget ||",
            "if (after <= budget + 1 ||",
            "limits.RecoveryBudgetTest.attempt_overTheBudget_isRefusedWithItsOwnReason",
            "limits.LimitedGraphTest.randomGraphs_throughOutages_keepTheLimits_andComeBack"),
    BUDGET_IS_NOT_ASKED_IN_THE_COMMIT(
            "graph/Commits",
            "event == CircuitEvent.ATTEMPT_RECOVERY\n",
            "event == null\n",
            "limits.RecoveryBudgetTest.placeTakenWhileTheGuardWasAsked_isNotGivenTwice"),
    BUDGET_FREE_PLACE_WAKES_NOBODY(
            "engine/Engine",
            "queue.look(); //",
            "//",
            "limits.RecoveryTurnTest.place_leftInAnyWay_isTakenAtOnce",
            "limits.RecoveryTurnTest.timersOfManyCircuits_overAtOnce_letAsManyRecoverAsMay"),
    BUDGET_WHO_CAME_LAST_COMES_FIRST(
            "engine/RecoveryQueue",
            ".reversed()",
            "",
            "limits.RecoveryTurnTest.place_thatIsFree_goesToWhoWaitedLongest"),
    BUDGET_TIMER_PASSES_THOSE_WHO_WAIT(
            "engine/Engine",
            "if (!queue.isEmpty()",
            "if (epoch < 0",
            "limits.RecoveryTurnTest.placeThatNobodyUses_goesToWhoWaitedLongest_whosoeverTimerIsFirst",
            "limits.RecoveryTurnTest.circuitThatIsDue_whileOthersWaitForAGuard_comesAfterThem"),
    BUDGET_PLACE_IS_NOT_KEPT_WHILE_GUARDS_ARE_ASKED(
            "engine/RecoveryQueue",
            "boolean kept = !asked.isEmpty()",
            "boolean kept = asked.size() < 0",
            "limits.RecoveryTurnTest.placeOfAGuardedCircuit_isKeptWhileItsGuardsAreAsked"),
    BUDGET_GUARD_THAT_REFUSES_KEEPS_THE_PLACE(
            "engine/Engine",
            "queue.answered(member);",
            "",
            "limits.RecoveryTurnTest.guardThatRefusesAtItsTurn_passesThePlaceOn"),
    BUDGET_BLOCKED_CIRCUIT_HOLDS_A_PLACE(
            "graph/RecoveryBudget",
            "if (!isPaused(graph, at, oneMore) && ",
            "if (",
            "limits.RecoveryPlacesTest.placeOfACircuitThatIsBlocked_isFree_andWhatItWaitsForRecovers"),
    BUDGET_IDLE_CIRCUIT_HOLDS_A_PLACE(
            "state/CircuitState",
            "/ idleNanos() > present.successes()",
            "/ idleNanos() < 0",
            "limits.RecoveryPlacesTest.circuitThatNobodyCalls_losesItsPlaceAfterItsResetTimeout",
            "recovery.RecoverWithinBudgetTest.place_thatNobodyUses_isTakenWithoutAnEvent"),
    BUDGET_PLACE_THAT_NOBODY_USES_IS_FOUND_BY_NO_TIMER(
            "engine/Engine",
            "Duration backstop = lacksPlace ? untilPlaceMayBeFree(member, again) : again;",
            "Duration backstop = lacksPlace ? Duration.ofDays(1) : again;",
            "limits.RecoveryPlacesTest.circuitThatNobodyCalls_losesItsPlaceAfterItsResetTimeout"),
    BUDGET_DEPENDENCY_HOLDS_A_PLACE_OF_ITS_OWN(
            "graph/RecoveryBudget",
            "places.keySet().removeAll(shared);",
            "",
            "limits.RecoveryPlacesTest.wayDownToTheRoot_longerThanTheBudget_recoversByTheCallsFromAbove"),
    BUDGET_CYCLE_HOLDS_NO_PLACE(
            "graph/RecoveryBudget",
            "return component < 0 ? index : component;",
            "return index;",
            "limits.RecoveryPlacesTest.condensedCycle_hasOnePlace"),
    BUDGET_RUN_TRIES_WITHOUT_A_PLACE(
            "recovery/RunImpl",
            "|| nextLacksPlace()) {",
            ") {",
            "recovery.RecoverWithinBudgetTest.run_overTheBudget_waitsForPlaces_andReportsNoFailure"),
    BUDGET_RUN_REPORTS_WHO_LACKS_A_PLACE(
            "recovery/RunImpl",
            "return lacksPlace.test(wave.getFirst());\n    }\n\n"
                    + "    private static boolean lacksPlace(TransitionResult result) {\n        return result",
            "return false;\n    }\n\n"
                    + "    private static boolean lacksPlace(TransitionResult result) {\n        return false && result",
            "recovery.RecoverWithinBudgetTest.run_overTheBudget_waitsForPlaces_andReportsNoFailure",
            "recovery.RecoverWithinBudgetTest.timeLimit_whileItWaitsForAPlace_skipsWhatHadNone"),
    BUDGET_RUN_WAITS_FOR_EVENTS_ONLY(
            "recovery/RunImpl",
            "next = options.pace().toNanos();",
            "next = Long.MAX_VALUE;",
            "recovery.RecoverWithinBudgetTest.place_thatNobodyUses_isTakenWithoutAnEvent"),
    BUDGET_IN_THE_WAY_OF_A_PLAN(
            "recovery/DryRun",
            ".filter(reason -> reason.kind() != Reason.Kind.RECOVERY_BUDGET)",
            "",
            "recovery.RecoverWithinBudgetTest.plan_overTheBudget_foreseesThatAllRecover"),
    PANIC_STOPS_NO_CASCADE(
            "graph/Transitions",
            "if (!limited && !panic) {",
            "if (!limited) {",
            "limits.PanicThresholdTest.cascade_whileTheShareIsAboveTheThreshold_opensItsSourceOnly_andSaysSo",
            "limits.PanicThresholdTest.signalThatGoesDown_inAPanic_opensNothing",
            "limits.LimitedGraphTest.randomGraphs_throughOutages_keepTheLimits_andComeBack"),
    PANIC_BEGINS_AT_THE_THRESHOLD(
            "graph/Census",
            "return openCircuits > limits",
            "return openCircuits >= limits",
            "limits.PanicThresholdTest.cascade_whileTheShareIsAboveTheThreshold_opensItsSourceOnly_andSaysSo"),
    PANIC_COUNTS_SIGNALS(
            "graph/Census",
            "openCircuits + (circuit ? more : 0)",
            "openCircuits + more",
            "limits.PanicThresholdTest.forcedAndProbedCircuits_countAsOpen_signalsDoNot"),
    PANIC_END_IS_NOT_TOLD(
            "graph/Draft",
            "if (panicking != base.isPanicking()) {",
            "if (panicking && !base.isPanicking()) {",
            "limits.PanicThresholdTest.panic_beginsAndEnds_isToldOnceForEachChange",
            "limits.LimitedGraphTest.randomGraphs_throughOutages_keepTheLimits_andComeBack"),
    PANIC_IS_NOT_JUDGED_WHEN_THE_GRAPH_CHANGES(
            "graph/GraphChanges",
            "draft.tellPanic(moment);",
            "",
            "limits.PanicThresholdTest.panic_whenCircuitsAreDefinedOrRemoved_isJudgedAnew"),
    LIMIT_THAT_IS_OVER_DOES_NOT_SEE_THE_CALL(
            "call/TimeLimit",
            "if (ended != null && detached.remove(call)) {",
            "if (false) {",
            "protect.LimitsCountTest.limitThatIsOverWhileAGuardIsAsked_endsTheCall_andNoWorkBegins"),
    LIMIT_IS_CLAIMED_BY_A_CALL_TOO_SHORT_TO_BE_BLAMED(
            "call/Classifier",
            "if (limit.isCancelled() || !blamable) {\n            return Meaning.IGNORED;",
            "if (limit.isCancelled() || (!blamable && limit.claim())) {\n            return Meaning.IGNORED;",
            "protect.LimitsCountTest.innerCallsTooShortToBeBlamed_leaveItToTheOuterOne_onceInAll",
            "protect.TimeoutAttributionTest"
                    + ".innermostInFlightLessThanItsSlowThreshold_isNeutral_andTheLimitCountsWhereItIs"),
    LIMIT_OVER_DEAF_WORK_COUNTS_NOWHERE(
            "call/TimeLimit",
            "if (held != null && !cancelled) {",
            "if (false) {",
            "protect.DeafWorkTest.workThatDoesNotComeBack_isAFailureATickLater_andKeepsItsPlace"),
    LIMIT_OVER_DEAF_WORK_COUNTS_AGAIN(
            "call/TimeLimit",
            "return countedInFlight && Attribution",
            "return false && Attribution",
            "protect.DeafWorkTest.workThatComesBackWithAFailureInside_doesNotCountAgain"),
    LIMITS_END_WITH_THE_INTERLOCK(
            "call/Calls",
            "lastingTimers.close();",
            "",
            "protect.LimitsThroughCloseTest.whatIsLeftOfALimit_goesOnElsewhere_andNothingStaysInTheScheduler"),
    LIMIT_WAITS_FOR_A_HOOK(
            "call/Completions",
            "timers.schedule(Ticker.SLOWEST,",
            "timers.schedule(Ticker.SLOWEST.multipliedBy(10_000),",
            "protect.LimitsBesideHungHooksTest"
                    + ".limit_whileEveryHookThreadHangs_strikes_andItsFutureCompletesATickLater"),
    FUTURE_ENDED_BY_ITS_CALLER_IS_NOT_HEARD(
            "future/CallFuture",
            "ending.byCaller(failure);",
            "",
            "call.EndedByTheCallerTest.hedgedCall_isOneFailure_andEveryTryIsCancelled",
            "call.EndedByTheCallerTest.probeThatItsCallerGivesUp_hasFailed"),
    FULL_EXECUTOR_IS_A_FAILURE(
            "call/ProtectedCallImpl",
            "refused instanceof Exception ?",
            "false ?",
            "protect.ExecutorRefusesTest.executorThatRefuses_isNobodysFailure"),
    S12_FAMILY_GIVES_AWAY_WHAT_AN_OPERATOR_HOLDS(
            "state/CircuitState",
            "case FORCED_OPEN, DISABLED, METRICS_ONLY -> false;",
            "case FORCED_OPEN, DISABLED, METRICS_ONLY -> true;",
            "family.FamilyGoneKeysTest.keysThatAnOperatorHolds_stay"),
    FAMILY_KEEPS_WHAT_ONLY_TRAFFIC_WOULD_END(
            "state/CircuitState",
            "case HALF_OPEN -> isProbing() || episode == null || episode.outstanding() == 0;",
            "case HALF_OPEN -> false;",
            "family.FamilyGoneKeysTest.keysThatFailedOnce_andAreNotUsedAgain_giveTheirPlacesBack"),
    FAMILY_FORGETS_A_WAIT(
            "state/CircuitState",
            "case OPEN -> remainingWait(nowNanos) <= 0 ||",
            "case OPEN -> true ||",
            "family.FamilyGoneKeysTest.openKey_whoseWaitIsNotOver_staysUntilItIs"),
    FAMILY_LEAVES_TIMERS_OF_WHAT_IS_GONE(
            "family/FamilyImpl",
            "gone.forEach(engine::forget);",
            "",
            "family.FamilyGoneKeysTest.forgottenKey_isGoneAtOnce_whateverItsStateAndWait"),
    HOST_IS_HELD_BY_WHO_IS_NOT_THERE(
            "family/DownKeys",
            "count(down, !unused && !(halfOpen && state.isIdle(nowNanos)));",
            "count(down, true);",
            "family.FamilyHostTest.keysThatNobodyUses_doNotHoldIt_andItClosesWithoutAnyEventOfAKey",
            "family.FamilyHostTest.keysThatAnOperatorHoldsOpen_holdIt_asLongAsSomebodyAsksForThem"),
    HOST_IS_OPENED_BY_ONE_KEY_THAT_FALLS(
            "family/WatchedFamily",
            "boolean onlyOpen = fallen != null;",
            "boolean onlyOpen = false;",
            "family.FamilyHostTest.keysThatFallAgain_openItOnlyWhenAsManyAreOpenAsItTakes"),
    HOST_COUNTS_KEYS_THAT_NOBODY_USES(
            "family/FamilyImpl",
            "inUse += place.idleNanos(nowNanos) < idle ? 1 : 0;",
            "inUse++;",
            "family.FamilyHostTest.share_doesNotCountKeysThatNobodyUses"),
    NUMBERS_ARE_KEPT_FOR_GOOD(
            "graph/Names",
            "givenBack.add(given.index);",
            "",
            "graph.NamesComeAndGoTest.namesThatNeverComeAgain_definedAndRemoved_doNotMakeTheGraphLarger"),
    NUMBER_GIVEN_BACK_WHILE_A_DEFINITION_IS_UNDER_WAY(
            "graph/Names",
            "given.holders == 0",
            "given.holders >= 0",
            "graph.NamesComeAndGoTest.definitionUnderWay_whoseNameComesAndGoesMeanwhile_keepsItsNumber"),
    NUMBER_GIVEN_BACK_WHILE_AN_EDGE_LEADS_THERE(
            "graph/Vertex",
            "hardDependents.size() + softDependents.size() + sources.size() == 0",
            "hardDependents.size() == 0",
            "graph.NamesComeAndGoTest.nameThatAnEdgeLeadsTo_keepsItsNumber"),
    SNAPSHOT_LOOKS_NAMES_UP_IN_THE_PRESENT(
            "graph/SnapshotView",
            "byName().getOrDefault(name, -1)",
            "-1",
            "graph.NamesComeAndGoTest.snapshotOfAnEarlierMoment_namesWhatWasThereThen"),
    REMOVED_CIRCUIT_IS_EXPLAINED_AS_ANOTHER_ONE(
            "call/CircuitImpl",
            "int at = isThere(graph) ? index : calls.names.find(graph, name);",
            "int at = index;",
            "graph.NamesComeAndGoTest.handleOfARemovedCircuit_whoseNumberAnotherOneHas_answersAsRemoved"),
    REMOVED_CIRCUIT_IS_TOLD_BY_ANOTHER_NAME(
            "graph/Commits",
            "Outcome.gone(owner instanceof Member member ? member.name() : vertex.name())",
            "Outcome.gone(vertex.name())",
            "graph.NamesComeAndGoTest.handleOfARemovedCircuit_whoseNumberAnotherOneHas_answersAsRemoved"),
    TIMERS_OF_A_NAME_GIVEN_BACK_STAY(
            "engine/Engine",
            "if (names.familyOf(change.node()).isEmpty()) {",
            "if (names.find(root.read(), change.node()) >= 0) {",
            "graph.NamesComeAndGoTest.timersOfACircuitThatIsGone_areDisarmed_thoughItsNumberIsGivenBack");

    /** The pieces of text, in different classes. */
    final List<PlantedFault> faults;

    /** What has to fail, beside whatever else does. */
    final Set<String> foundBy;

    RuleFault(String source, String original, String replacement, String... foundBy) {
        this(List.of(new PlantedFault(source, original, replacement)), foundBy);
    }

    RuleFault(List<PlantedFault> faults, String... foundBy) {
        this.faults = faults;
        this.foundBy = Set.of(foundBy);
    }
}
