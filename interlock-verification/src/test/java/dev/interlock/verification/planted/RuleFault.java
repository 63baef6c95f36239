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
            "Transitioner.tryOnce",
            "state.epoch()",
            "Commits.ANY_EPOCH",
            "fault.GuardEpochTest.recoveryGuard_circuitOpenedAnewWhileItWasAsked_isAskedAgain",
            "fault.GuardEpochTest.resetGuard_circuitOpenedAnewWhileItWasAsked_isAskedAgain"),
    S3_VERDICT_OF_AN_OLDER_EPOCH_FOR_A_TIMER(
            "Engine.recover",
            "epoch, cause",
            "Commits.ANY_EPOCH, cause",
            "fault.GuardEpochTest.recoveryGuardOfTheTimer_circuitOpenedAnewWhileItWasAsked_hasToWaitAgain"),
    S3_VERDICT_OF_AN_OLDER_EPOCH_FOR_A_PROBE(
            "Resets.reset",
            "epoch, cause",
            "Commits.ANY_EPOCH, cause",
            "fault.GuardEpochTest.resetGuardOfTheProbes_circuitOpenedAnewWhileItWasAsked_closesNothing"),
    S3_THROWING_GUARD_NOT_REPORTED(
            "HookRunner.askNow",
            "failures.threw(..);",
            "",
            "fault.HookReportsTest.recoveryGuardThrows_refusesAndIsCountedOncePerAsking"),
    S3_THROWING_GUARD_REPORTED_TWICE(
            "HookRunner.askNow",
            "failures.threw(..);",
            "failures.threw(..);\nfailures.threw(..);",
            "fault.HookReportsTest.recoveryGuardThrows_refusesAndIsCountedOncePerAsking"),
    S3_THROWING_GUARD_OF_A_TIMER_NOT_REPORTED(
            "Asking.note",
            "thrown != null",
            "thrown != null && hooks.isEmpty()",
            "fault.HookReportsTest.recoveryGuardThrows_refusesAndIsCountedOncePerAsking"),
    S5_CASCADE_TARGET_ENTERED_TWICE(
            "Transitions.cascade",
            "opened.forEach(target -> enter(..));",
            "opened.forEach(target -> enter(..));\nopened.forEach(target -> enter(..));",
            "scenario.EpisodeScenariosTest.cascade_inACycle_opensEachOnceInOneCommit"),
    S5_CASCADE_MEETS_A_TARGET_ON_TWO_WAYS(
            "Transitions.cascade",
            "walk.add(target, at)",
            "(walk.add(target, at) | true)",
            "scenario.EpisodeScenariosTest.cascade_onTwoWaysToOneTarget_opensItOnce"),
    S5_CASCADE_IN_A_SECOND_COMMIT(
            List.of(
                    new PlantedFault("Transitions.move", "StateMachine.cascades(..)", "false"),
                    new PlantedFault("Transitions", "private static void cascade(..)", "static void cascade(..)"),
                    new PlantedFault(
                            "Commits.transition",
                            "yield Outcome.applied(..)",
                            "if (StateMachine.cascades(from, decision.to(), event)) {\n"
                                    + "Draft second = new Draft(root.read());\n"
                                    + "Transitions.cascade(second, index, moment);\n"
                                    + "publish(root.read(), second);\n}\n"
                                    + "yield Outcome.applied(..)")),
            "scenario.EpisodeScenariosTest.cascade_inACycle_opensEachOnceInOneCommit"),
    S8_REFUSAL_READS_THE_GRAPH_WHEN_IT_IS_ASKED(
            List.of(
                    new PlantedFault(
                            "GraphRoot.publish",
                            "return CURRENT.compareAndSet(this, expected, next);",
                            "boolean done = CURRENT.compareAndSet(this, expected, next);\nif (done) {\nlatest = next;\n}\nreturn done;\n}\n\npublic static volatile Graph latest = Graph.empty(RecoveryLimits.NONE);\n\nvoid nothing() {"),
                    new PlantedFault("Refusal.explainer", "graph", "dev.interlock.internal.graph.GraphRoot.latest")),
            "call.RefusalMomentTest.refusal_askedAfterAnotherRootTookOver_tellsOfTheFirst",
            "call.RefusalMomentTest.refusal_askedAfterEverythingIsUp_stillTellsWhy",
            "call.RefusalMomentTest.refusal_askedAfterTheWayWasTakenAway_tellsOfTheWayThatWas",
            "call.RefusalMomentTest.ownRefusal_askedAfterTheCircuitMoved_tellsTheStateThatRefused"),
    S1_CALL_INSIDE_ITS_OWN_TAKES_A_PERMIT(
            "Admission.partOf",
            "held.join() ? begin(..) :",
            "",
            "nesting.NestedCallTest.halfOpenCircuit_calledInsideItsOwnCall_closes",
            "nesting.NestedCallTest.condensedCycle_requestThatComesBack_closesBoth"),
    S1_EACH_PART_OF_A_PROBE_GIVES_A_PLACE_BACK(
            "Holding.probed",
            "&& settle()",
            "| settle()",
            "nesting.NestedCallTest.twoPermits_onlyAsManyCallsAsPermits_howeverDeep"),
    S1_FAILED_PART_OF_A_PROBE_IS_FORGOTTEN(
            "Holding.probed",
            "meaning == Meaning.FAILURE",
            "(outermost && meaning == Meaning.FAILURE)",
            "nesting.NestedCallTest.probeThatFailedInside_hasFailed_whateverTheOuterCallMakesOfIt"),
    S9_PLACE_GIVEN_BACK_BEFORE_THE_LAST_PART_ENDED(
            "Holding.leave",
            "UNRETURNED &&",
            "Long.MAX_VALUE &&",
            "nesting.NestedAsyncCallTest.innerCall_thatOutlivesTheOuterOne_keepsThePlaces_andDecides"),
    S9_PLACE_OF_NESTED_CALLS_NOT_GIVEN_BACK(
            "Holding.leave",
            "UNRETURNED && bounded",
            "0 && bounded",
            "nesting.NestedCallTest.bulkheadOfOne_isNotFilledByItsOwnCall"),
    S9_DEADLINE_THAT_THE_SCHEDULER_REFUSES_IS_LOST(
            "PermitImpl.expireIfSilent",
            "scheduleAwakeInAnyCase",
            "scheduleAwake",
            "fault.UnreliableSchedulerTest.refusesToWaitOnForAPermitThatAnswered_thePlaceIsGivenBackAllTheSame"),
    S10_FAILURE_THAT_PASSES_ITS_CIRCUIT_TWICE_IS_TWO(
            "CircuitImpl.plainFailure",
            "Meaning.FAILURE && CountedFailures.has(thread, counted, name, moment)",
            "Meaning.COUNTED",
            "nesting.NestedOutcomesTest.failure_passingOutThroughTheCircuitTwice_isOne"),
    S12_RESET_LEAVES_FORCED_OPEN(
            "StateMachine.decide",
            "FORCED_OPEN,",
            "FORCED_OPEN -> moves(State.CLOSED);\ncase",
            "state.StateTableTest.event_inState_doesWhatTheTableSays",
            "group.GroupTest.resetAll_passesByWhatAnOperatorHolds"),
    S12_RECOVERY_LEAVES_METRICS_ONLY(
            "StateMachine.decide",
            "state == State.OPEN",
            "state == State.OPEN || state == State.METRICS_ONLY",
            "state.StateTableTest.event_inState_doesWhatTheTableSays",
            "call.UnprotectedCallTest.metricsOnlyAndDisabled_timersAndCallers_passThemBy"),
    S12_CASCADE_LEAVES_DISABLED(
            "StateMachine.decide",
            "state == State.HALF_OPEN",
            "state == State.HALF_OPEN || state == State.DISABLED",
            "state.StateTableTest.event_inState_doesWhatTheTableSays",
            "call.UnprotectedCallTest.metricsOnlyAndDisabled_timersAndCallers_passThemBy"),
    S14_REFUSAL_IS_A_FAILURE(
            "Classifier.isNeutral",
            "link instanceof CallRejectedException ||",
            "",
            "attribution.AttributionTest.refusalByAnotherCircuit_isNoFailureHere",
            "attribution.AttributionAsyncTest.asyncRefusal_isNoFailureHere"),
    S14_WRAPPED_REFUSAL_IS_A_FAILURE(
            "Causes.first",
            "of(link)",
            "null",
            "attribution.AttributionTest.refusalByAnotherCircuit_wrapped_isNoFailureHere",
            "attribution.NeutralThrowablesTest.interrupt_countsNothing"),
    S10_CANCELLATION_OF_A_DRIVER_COUNTS_NOTHING(
            "Cancellations.isOne",
            "(mayBeOne(link) && Thread.currentThread().isInterrupted())",
            "mayBeOne(link)",
            "attribution.NeutralThrowablesTest.cancellationThatNobodyAskedFor_isAFailure",
            "attribution.NeutralThrowablesTest.stageThatTheClientLibraryCancels_isAFailure",
            "attribution.NeutralThrowablesTest.failOnAndIgnore_decideAboutCancellations"),
    S10_CALL_AFTER_A_LIMIT_IS_TAKEN_FOR_CANCELLED_BY_IT(
            "TimeLimit.mayHaveLedTo",
            "(cancelled || moment < struckAt)",
            "true",
            "attribution.NeutralThrowablesTest.callBegunAfterALimitStruck_thatTheDriverCancels_isAFailure"),
    S10_PAUSE_OF_THE_PROCESS_IS_SLOWNESS(
            "SlowFrame.isPast",
            "- threshold.slept(..)",
            "",
            "call.PausedProcessTest.callsInFlightOverAPause_openNothing_andAreNotSlowWhenTheyEnd",
            "call.PausedProcessTest.asynchronousProbeInFlightOverAPause_ofACircuitThatLooksForSlowCalls_mayStillSucceed"),
    S10_PAUSE_IS_SEEN_BY_THE_TICK_ONLY(
            "Pauses.between",
            "known.lastTick >= LATE_NANOS",
            "known.lastTick < 0",
            "call.PausedProcessTest.callsThatEndBeforeTheFirstTickAfterIt_areNotSlow"),
    S10_LIMITS_RUN_WHILE_THE_PROCESS_STANDS_STILL(
            "Timers.run",
            "credits ? left(..) :",
            "",
            "call.PausedProcessTest.probeInFlightOverAPause_keepsWhatItsDeadlineLeaves",
            "call.PausedProcessTest.timeLimitThatRunsOverAPause_keepsWhatIsLeft_andBlamesNobody",
            "call.PausedProcessTest.guardUnderWayOverAPause_isNotLate",
            "call.PausedProcessTest.signalUnderWayOverAPause_isNotDown"),
    S10_SLOW_CONDITION_ENDS_LONG_CALLS(
            "InFlight.collectDetached",
            "detached.removeIf(frame -> isForgotten(frame, now))",
            "detached.forEach(frame -> {\nPermitImpl permit = frame.permit();\nif (permit != null && frame.isPast(now, frame.admittedIn.config().permitDeadline().toNanos())) {\npermit.expire(\"ABANDONED\");\n}\n})",
            "call.InFlightAgeTest.longCalls_ofACircuitWithASlowConditionThatTheyKeep_areNoFailures",
            "call.InFlightAgeTest.asynchronousCallThatNeverEnds_isForgottenAtThePermitDeadline_withoutAVerdict"),
    S14_CALL_THAT_ITS_CALLER_CANCELS_IS_A_FAILURE_FURTHER_OUT(
            "Cancellations.isOne",
            "instanceof CalledOff",
            "== null",
            "attribution.NeutralThrowablesTest.callThatItsCallerCancels_isNeutral_forThoseAroundItToo"),
    S14_REFUSAL_INSIDE_A_PERMIT_IS_A_FAILURE_OF_ITS_CIRCUIT(
            "Calm.isOver",
            "thread[CallChain.CALM] != token",
            "false",
            "call.PermitWithoutReportTest.refusalInside_isNoFailure",
            "call.PermitWithoutReportTest.refusalWithinThePermit_onAnotherThread_isNoFailure",
            "call.PermitWithoutReportTest.refusalInside_onAnExecutorThatWorksForTheThread_isNoFailure"),
    S14_FAILURE_COUNTED_INSIDE_A_PERMIT_IS_ALSO_ONE_OF_ITS_CIRCUIT(
            "CallInChain.hears",
            "return part != null && (..)",
            "return false",
            "call.PermitWithoutReportTest.failureInside_thatItsCircuitCounted_isNoSecondOne",
            "call.PermitWithoutReportTest.failureWithinThePermit_onAnotherThread_thatClosesIt_isNoSecondOne"),
    S14_ABANDONED_PERMIT_IS_A_FAILURE_OF_THOSE_AROUND_IT(
            "PermitImpl.withoutReport",
            "markUnseen();",
            "",
            "call.PermitWithoutReportTest.permitsInOneAnother_countTheInnermostOnly"),
    S10_PERMIT_IS_IGNORED_FOR_WHAT_WAS_BEFORE_IT(
            "CountedFailures.since",
            "|| kept[1] <= moment",
            "",
            "call.PermitWithoutReportTest.refusalAndFailure_beforeThePermit_areNotInsideIt"),
    S10_FAILURE_WITH_A_HOSTILE_METHOD_IS_NOT_COUNTED(
            "Causes.of",
            "Throwable hostile",
            "RuntimeException hostile",
            "call.ClassificationTest.throwable_withHostileMethods_isThrownItselfAndCounts"),
    S10_ANSWER_ENDS_A_ROW_OF_FAILURES(
            "Recorder.answered",
            "windowOf(..).recordAnswer(slow)",
            "windowOf(..).recordSuccess()",
            "call.AnsweredTest.row_answersBetweenCallsThatAllFail_doNotEndIt"),
    L5_ANSWERS_NEVER_CLOSE(
            "Episode.answered",
            "first >= longEnoughNanos",
            "first >= Long.MAX_VALUE",
            "call.AnsweredTest.halfOpen_nothingButAnswersForAsLongAsItWaited_closesIt",
            "call.AnsweredTest.halfOpen_afterAShortWait_answersHaveToComeForASecond"),
    S15_ASKING_WHETHER_IT_CAN_RECOVER_RECOVERS(
            "CircuitImpl.canAttemptRecovery",
            "recoveryAllowed()",
            "attemptRecovery().isApplied()",
            "state.EveryStateTest.asking_changesAndTellsNothing",
            "state.AskingTest.circuitWhoseWaitIsOver_askedEverything_staysOpen"),
    S15_ASKING_WHETHER_RECOVERY_IS_DUE_RECOVERS(
            "CircuitImpl.isRecoveryDue",
            "recoveryAllowed()",
            "attemptRecovery().isApplied()",
            "state.AskingTest.circuitWhoseWaitIsOver_askedEverything_staysOpen"),
    S15_ASKING_WHETHER_IT_IS_CALLABLE_RECOVERS(
            "Admission.obstacle",
            "circuit.recoveryAllowed()",
            "circuit.attemptRecovery().isApplied()",
            "state.AskingTest.circuitThatTheNextCallRecovers_askedWhetherItIsCallable_leavesTheAttemptToTheCall"),
    S15_ASKING_USES_UP_THE_ATTEMPT_OF_THE_NEXT_CALL(
            "Admission.obstacle",
            "mayAttempt(lastAttempt, state, calls.clock.exact())",
            "isNextToAttempt(state)",
            "state.AskingTest.circuitThatTheNextCallRecovers_askedWhetherItIsCallable_leavesTheAttemptToTheCall"),
    S15_ASKING_TAKES_A_PLACE(
            "Admission.obstacle",
            "episode.admits()",
            "episode.tryEnter()",
            "state.EveryStateTest.asking_changesAndTellsNothing",
            "state.AskingTest.halfOpenCircuit_askedWhetherItIsCallable_givesNoPlaceAway"),
    S15_VERDICT_IS_COUNTED_AS_A_REFUSAL(
            "Transitioner.verdict",
            "return new Verdict(reasons)",
            "if (!reasons.isEmpty()) {\nrefusals.byCaller(member, event, graph.state(member.index()).state(), reasons);\n}\nreturn new Verdict(reasons)",
            "state.AskingTest.verdictsThatAreAgainst_areNotRefusals"),
    S15_ASKING_IS_NOTED_AS_A_REFUSAL_OF_A_GUARD(
            "Admission.obstacle",
            "return details(Kind.GUARD, graph, guardRefused(..))",
            "noteGuard(..);\nreturn details(Kind.GUARD, graph, guardRefused(..))",
            "graph.HindrancesTest.askingWhetherACallWouldPass_isNoRefusal"),
    S15_PLAN_OF_A_RECOVERY_RECOVERS(
            "RecoveryRuns.recover",
            "options.dryRun()",
            "false",
            "state.AskingTest.plan_ofARecovery_recoversNothing",
            "recovery.RecoverDryRunTest.dependency_thatIsClosedAndBlockedByThePlan_isFine"),
    WAIT_IS_PROMISED_ALTHOUGH_A_GUARD_DECIDES(
            "Attempts.untilAdmitted",
            "isDecidedByGuard(at) ? Optional.empty() :",
            "",
            "graph.HindrancesTest.retryAfter_isEmpty_whereAGuardDecides"),
    REFUSAL_TELLS_OTHERS_THE_TEXT_OF_AN_ERROR(
            "Refusal.why",
            "circuit.calls.errors::words",
            "dev.interlock.internal.text.ErrorText::toString",
            "call.ErrorTextsTest.typeOnly_tellsWhatFailed_andNothingThatItSaid",
            "call.ErrorTextsTest.none_tellsWhatWasMet_insteadOfTheError"),
    L1_TIMER_THAT_WAS_REFUSED_IS_RUN_BY_NOBODY(
            "Timers.runOverdue",
            "timer.isLate(now, 0)",
            "timer.hasEnded()",
            "fault.UnreliableSchedulerTest.refusesForAWhile_openCircuitThatIsCalled_recovers",
            "fault.UnreliableSchedulerTest.refusesTheTimerOfASignal_theSignalIsCheckedAgain"),
    L1_TIMER_THAT_WAS_LOST_IS_RUN_BY_NOBODY(
            "Timers.runOverdue",
            "timer.isLate(now - slept, LOST_NANOS) && !timer.hasEnded()",
            "timer.hasEnded()",
            "fault.UnreliableSchedulerTest.losesTheTimerOfARecovery_theTickFindsTheCircuit",
            "fault.UnreliableSchedulerTest.losesTheDeadlineOfAProbe_theProbeExpires"),
    L1_TICK_THAT_WAS_REFUSED_IS_NOT_BEGUN_AGAIN_BY_CALLS(
            "Admission.count",
            "calls.ticker.revive();",
            "",
            "fault.UnreliableSchedulerTest.refusesForAWhile_openCircuitThatIsCalled_recovers"),
    CLOSE_DOES_NOT_WAIT_FOR_WHOEVER_IS_ARMING(
            "Timers.isBeingHandedOver",
            "thread != null && thread != Thread.currentThread()",
            "false",
            "fault.CloseRaceTest.close_besideAThreadThatIsArming_waitsForIt"),
    L2_DEADLINE_NOT_ARMED(
            "Admission.begin",
            "fresh.expireAfter(..);",
            "",
            "call.HalfOpenPermitsTest.permitNeverReported_expiresAtTheDeadline",
            "fault.BlockingHooksTest.work_hangsInHalfOpen_expiresAndItsPlacesComeBackOnce"),
    L2_DEADLINE_WITHOUT_A_VERDICT(
            "PermitImpl.expire",
            "Meaning.FAILURE",
            "Meaning.IGNORED",
            "call.HalfOpenPermitsTest.permitNeverReported_expiresAtTheDeadline"),
    S9_CALL_THAT_ANSWERS_LOSES_ITS_PLACE(
            "PermitImpl.expireIfSilent",
            "left >",
            "left <",
            "call.AnsweringTest.place_isKeptWhileAnswersCome_andGivenBackWhenTheyStop",
            "call.AnsweringTest.placeOfAProbe_isGivenBackWhenItStopsAnswering_withoutAVerdict"),
    S9_CALL_THAT_STOPPED_ANSWERING_KEEPS_ITS_PLACE(
            "PermitImpl.expireIfSilent",
            "expireBy(..);",
            "",
            "call.AnsweringTest.place_isKeptWhileAnswersCome_andGivenBackWhenTheyStop",
            "call.AnsweringTest.placeOfAProbe_isGivenBackWhenItStopsAnswering_withoutAVerdict"),
    L3_NODE_THAT_LEAVES_OPEN_WAKES_NOBODY(
            "Engine.follow",
            "!transition.to().isOpen()",
            "transition.to() == null",
            "graph.CondensedWakeUpTest.dependencyOfOneMember_comesUp_wakesTheOthersAtOnce",
            "scenario.EpisodeScenariosTest.reset_thatADependencyRefused_isAskedAgainWhenItIsUp"),
    L3_ONLY_DIRECT_DEPENDENTS_ARE_WOKEN(
            "Sleepers.look", "up.add(each, from);", "", "graph.WakeUpTest.rootFarBelow_comesUp_wakesWhoWaitsAtTheTop"),
    L3_SOFT_DEPENDENTS_ARE_NOT_WOKEN(
            "Sleepers.look",
            "consider(soft.get(place - hard.size()), nowNanos);",
            "",
            "graph.WakeUpTest.softDependency_comesUp_wakesWhoRecoversAfterIt"),
    L3_SIGNAL_THAT_COMES_UP_WAKES_NOBODY(
            "Engine.follow", "signal &&", "signal && !", "graph.WakeUpTest.signal_comesUp_wakesWhoWaitsForIt"),
    L3_REMOVED_EDGE_WAKES_NOBODY(
            "Engine.onGraphChanged",
            "UNLINKED -> wake(change.node());",
            "UNLINKED -> {}",
            "scenario.GraphScenariosTest.unlinkedDependency_thatWasOpen_wakesTheWaitingCircuit"),
    L5_IDLE_DEPENDENCY_IS_WAITED_FOR(
            "DependencyCheck.isHalfOpenInTheWay",
            "!state.isIdle(nowNanos)",
            "nowNanos != state.enteredNanos() - 1",
            "graph.ClosedOnlyTest.dependencyThatNobodyCalls_isWaitedForUntilItIsIdle_andNotLonger",
            "graph.ClosedOnlyTest.resetThatWaitsForADependency_isMadeWhenThatIsIdle"),
    L5_DEPENDENCY_THAT_IS_IDLE_BY_NOW_WAKES_NOBODY(
            "Engine.recoveryRefused",
            "backstop = soonest(..);",
            "",
            "graph.ClosedOnlyTest.dependencyThatNobodyCalls_isWaitedForUntilItIsIdle_andNotLonger"),
    L5_RESET_IS_NOT_ASKED_AGAIN_WHEN_THE_DEPENDENCY_IS_IDLE(
            "Resets.refused",
            "ready.isPresent()",
            "epoch < 0",
            "graph.ClosedOnlyTest.resetThatWaitsForADependency_isMadeWhenThatIsIdle"),
    L5_MEMBERS_OF_A_CYCLE_ARE_NOT_RECOVERED_BY_CALLS(
            "Admission.recoversOnCall",
            "|| onlyItsCycleBlocks(..)",
            "",
            "graph.CondensedWakeUpTest.membersThatRecoverOnCall_areCalled_comeBackTogether"),
    REMOVED_CIRCUIT_IS_KEPT_BY_ITS_LAST_REFUSAL(
            "Engine.forgetRemoved",
            "refusals.forgetIf(..);",
            "",
            "graph.RemovedCircuitsTest.circuitWhoseRecoveryOnCallWasRefused_removed_isNotKept"),
    PROBING_CIRCUIT_BLOCKS_NOBODY(
            "Gate.isOpen",
            "|| bits == PROBING",
            "",
            "probe.ProbeTest.halfOpen_countsAsOpenForItsDependents_untilItCloses",
            "probe.ProbeTest.halfOpen_callsAreRefused_andTheProbeAloneTakesThePermit",
            "probe.ProbedGraphTest.randomGraphs_throughOutages_holdTheInvariants_andComeBack"),
    PROBE_THAT_CAME_IN_HALF_OPEN_BLOCKS_NOBODY(
            "Rewiring.begin",
            "state.countsAsOpen() == next.countsAsOpen()",
            "state.owner() == next.owner()",
            "probe.ProbeTest.probeAddedInHalfOpen_blocksTheDependents_andItsRemovalUnblocksThem",
            "probe.ProbedGraphTest.randomGraphs_throughOutages_holdTheInvariants_andComeBack"),
    PROBE_IS_MADE_WHILE_A_DEPENDENCY_IS_DOWN(
            "Probes.probe",
            "DependencyCheck.reasons(graph, member.index(), engine.now()).isEmpty()",
            "(state.owner() == member)",
            "probe.ProbeTest.dependencyNotUp_noProbeIsMade_andTheOneThatComesUpHasItMadeAtOnce",
            "probe.ProbedGraphTest.randomGraphs_throughOutages_holdTheInvariants_andComeBack"),
    PROBE_IS_NOT_MADE_AGAIN(
            "Probes.answered",
            "arm(..);",
            "",
            "probe.ProbeTest.open_isProbedEveryInterval_notAtOnce",
            "probe.ProbedGraphTest.randomGraphs_throughOutages_holdTheInvariants_andComeBack"),
    PROBE_THAT_WAS_PUT_OFF_WAITS_FOR_ITS_TIMER(
            "Engine.wake",
            "!isDue(state)",
            "state.epoch() < 0",
            "probe.ProbeTest.dependencyNotUp_noProbeIsMade_andTheOneThatComesUpHasItMadeAtOnce",
            "probe.ProbeTest.halfOpen_whileADependencyOpens_isPausedAndGoesOnAtOnceAfterwards"),
    CONDENSED_MEMBERS_GATE_EACH_OTHER(
            "DependencyCheck.forEachDependency",
            "!inside",
            "dependency >= 0",
            "graph.CondensedExplorationTest.everyCycleOfHardEdges_neverGetsStuck"),
    CONDENSED_MEMBERS_LOOK_AT_THEIR_OWN_DEPENDENCIES_ONLY(
            "DependencyCheck.forEachDependency",
            "while (members.hasNext())",
            "if (members.hasNext())",
            "graph.CondensedExplorationTest.everyCycleOfHardEdges_neverGetsStuck"),
    CONDENSED_MEMBER_IS_BLOCKED_BY_ITSELF(
            "Blocking.adjust",
            "at != index",
            "at >= 0",
            "graph.CondensedExplorationTest.everyCycleOfHardEdges_neverGetsStuck"),
    BUDGET_ALLOWS_ONE_TOO_MANY(
            "RecoveryBudget.hasPlace",
            "budget ||",
            "budget + 1 ||",
            "limits.RecoveryBudgetTest.attempt_overTheBudget_isRefusedWithItsOwnReason",
            "limits.LimitedGraphTest.randomGraphs_throughOutages_keepTheLimits_andComeBack"),
    BUDGET_IS_NOT_ASKED_IN_THE_COMMIT(
            "Commits.transition",
            "CircuitEvent.ATTEMPT_RECOVERY",
            "null",
            "limits.RecoveryBudgetTest.placeTakenWhileTheGuardWasAsked_isNotGivenTwice"),
    BUDGET_FREE_PLACE_WAKES_NOBODY(
            "Engine.lookForPlaces",
            "queue.look();",
            "",
            "limits.RecoveryTurnTest.place_leftInAnyWay_isTakenAtOnce",
            "limits.RecoveryTurnTest.timersOfManyCircuits_overAtOnce_letAsManyRecoverAsMay"),
    BUDGET_WHO_CAME_LAST_COMES_FIRST(
            "RecoveryQueue.compareTo",
            "dueNanos - other.dueNanos",
            "other.dueNanos - dueNanos",
            "limits.RecoveryTurnTest.place_thatIsFree_goesToWhoWaitedLongest"),
    BUDGET_WHO_IS_ABOVE_IS_NOT_LET_SHARE_A_PLACE(
            "RecoveryBudget.forEachThatMayShare",
            "int at = above.next(); consumer.accept(at);",
            "int at = above.next();",
            "limits.LimitedGraphTest.randomGraphs_throughOutages_keepTheLimits_andComeBack"),
    BUDGET_TIMER_PASSES_THOSE_WHO_WAIT(
            "Engine.recoveryDue",
            "!queue.isEmpty()",
            "epoch < 0",
            "limits.RecoveryTurnTest.placeThatNobodyUses_goesToWhoWaitedLongest_whosoeverTimerIsFirst",
            "limits.RecoveryTurnTest.circuitThatIsDue_whileOthersWaitForAGuard_comesAfterThem"),
    BUDGET_PLACE_IS_NOT_KEPT_WHILE_GUARDS_ARE_ASKED(
            "RecoveryQueue.next",
            "!asked.isEmpty()",
            "asked.size() < 0",
            "limits.RecoveryTurnTest.placeOfAGuardedCircuit_isKeptWhileItsGuardsAreAsked"),
    BUDGET_GUARD_THAT_REFUSES_KEEPS_THE_PLACE(
            "Engine.tryRecovery",
            "queue.answered(member);",
            "",
            "limits.RecoveryTurnTest.guardThatRefusesAtItsTurn_passesThePlaceOn"),
    BUDGET_BLOCKED_CIRCUIT_HOLDS_A_PLACE(
            "RecoveryBudget.places",
            "!isPaused(..) &&",
            "",
            "limits.RecoveryPlacesTest.placeOfACircuitThatIsBlocked_isFree_andWhatItWaitsForRecovers"),
    BUDGET_IDLE_CIRCUIT_HOLDS_A_PLACE(
            "CircuitState.isIdle",
            "idleNanos() > present.successes()",
            "idleNanos() < 0",
            "limits.RecoveryPlacesTest.circuitThatNobodyCalls_losesItsPlaceAfterItsResetTimeout",
            "recovery.RecoverWithinBudgetTest.place_thatNobodyUses_isTakenWithoutAnEvent"),
    BUDGET_PLACE_THAT_NOBODY_USES_IS_FOUND_BY_NO_TIMER(
            "Engine.recoveryRefused",
            "untilPlaceMayBeFree(member, again)",
            "Duration.ofDays(1)",
            "limits.RecoveryPlacesTest.circuitThatNobodyCalls_losesItsPlaceAfterItsResetTimeout"),
    BUDGET_DEPENDENCY_HOLDS_A_PLACE_OF_ITS_OWN(
            "RecoveryBudget.places",
            "places.keySet().removeAll(shared);",
            "",
            "limits.RecoveryPlacesTest.wayDownToTheRoot_longerThanTheBudget_recoversByTheCallsFromAbove"),
    BUDGET_CYCLE_HOLDS_NO_PLACE(
            "RecoveryBudget.node",
            "component < 0 ? index : component",
            "index",
            "limits.RecoveryPlacesTest.condensedCycle_hasOnePlace"),
    BUDGET_RUN_TRIES_WITHOUT_A_PLACE(
            "RunImpl.advance",
            "|| nextLacksPlace()",
            "",
            "recovery.RecoverWithinBudgetTest.run_overTheBudget_waitsForPlaces_andReportsNoFailure"),
    BUDGET_RUN_REPORTS_WHO_LACKS_A_PLACE(
            List.of(
                    new PlantedFault("RunImpl.nextLacksPlace", "lacksPlace.test(wave.getFirst())", "false"),
                    new PlantedFault("RunImpl.lacksPlace", "return result", "return false && result")),
            "recovery.RecoverWithinBudgetTest.run_overTheBudget_waitsForPlaces_andReportsNoFailure",
            "recovery.RecoverWithinBudgetTest.timeLimit_whileItWaitsForAPlace_skipsWhatHadNone"),
    BUDGET_RUN_WAITS_FOR_EVENTS_ONLY(
            "RunImpl.untilNextStep",
            "options.pace().toNanos()",
            "Long.MAX_VALUE",
            "recovery.RecoverWithinBudgetTest.place_thatNobodyUses_isTakenWithoutAnEvent"),
    BUDGET_IN_THE_WAY_OF_A_PLAN(
            "DryRun.foresee",
            ".filter(reason -> reason.kind() != Reason.Kind.RECOVERY_BUDGET)",
            "",
            "recovery.RecoverWithinBudgetTest.plan_overTheBudget_foreseesThatAllRecover"),
    PANIC_STOPS_NO_CASCADE(
            "Transitions.cascade",
            "&& !panic",
            "",
            "limits.PanicThresholdTest.cascade_whileTheShareIsAboveTheThreshold_opensItsSourceOnly_andSaysSo",
            "limits.PanicThresholdTest.signalThatGoesDown_inAPanic_opensNothing",
            "limits.LimitedGraphTest.randomGraphs_throughOutages_keepTheLimits_andComeBack"),
    PANIC_BEGINS_AT_THE_THRESHOLD(
            "Census.isPanicking",
            "openCircuits >",
            "openCircuits >=",
            "limits.PanicThresholdTest.cascade_whileTheShareIsAboveTheThreshold_opensItsSourceOnly_andSaysSo"),
    PANIC_COUNTS_SIGNALS(
            "Census.changed",
            "(circuit ? more : 0)",
            "more",
            "limits.PanicThresholdTest.forcedAndProbedCircuits_countAsOpen_signalsDoNot"),
    PANIC_END_IS_NOT_TOLD(
            "Draft.tellPanic",
            "panicking !=",
            "panicking && !",
            "limits.PanicThresholdTest.panic_beginsAndEnds_isToldOnceForEachChange",
            "limits.LimitedGraphTest.randomGraphs_throughOutages_keepTheLimits_andComeBack"),
    PANIC_IS_NOT_JUDGED_WHEN_THE_GRAPH_CHANGES(
            "GraphChanges.draft",
            "draft.tellPanic(moment);",
            "",
            "limits.PanicThresholdTest.panic_whenCircuitsAreDefinedOrRemoved_isJudgedAnew"),
    LIMIT_THAT_IS_OVER_DOES_NOT_SEE_THE_CALL(
            "TimeLimit.add",
            "ended != null && detached.remove(call)",
            "false",
            "protect.LimitsCountTest.limitThatIsOverWhileAGuardIsAsked_endsTheCall_andNoWorkBegins"),
    LIMIT_IS_CLAIMED_BY_A_CALL_TOO_SHORT_TO_BE_BLAMED(
            "Classifier.ofTimeout",
            "!blamable",
            "(!blamable && limit.claim())",
            "protect.LimitsCountTest.innerCallsTooShortToBeBlamed_leaveItToTheOuterOne_onceInAll",
            "protect.TimeoutAttributionTest"
                    + ".innermostInFlightLessThanItsSlowThreshold_isNeutral_andTheLimitCountsWhereItIs"),
    LIMIT_OVER_DEAF_WORK_COUNTS_NOWHERE(
            "TimeLimit.strike",
            "held != null && !cancelled",
            "false",
            "protect.DeafWorkTest.workThatDoesNotComeBack_isAFailureATickLater_andKeepsItsPlace"),
    LIMIT_OVER_DEAF_WORK_COUNTS_AGAIN(
            "TimeLimit.hasCounted",
            "countedInFlight",
            "false",
            "protect.DeafWorkTest.workThatComesBackWithAFailureInside_doesNotCountAgain"),
    LIMITS_END_WITH_THE_INTERLOCK(
            "Calls.close",
            "lastingTimers.close();",
            "",
            "protect.LimitsThroughCloseTest.whatIsLeftOfALimit_goesOnElsewhere_andNothingStaysInTheScheduler"),
    LIMIT_WAITS_FOR_A_HOOK(
            "Completions.run",
            "Ticker.SLOWEST",
            "Ticker.SLOWEST.multipliedBy(10_000)",
            "protect.LimitsBesideHungHooksTest"
                    + ".limit_whileEveryHookThreadHangs_strikes_andItsFutureCompletesATickLater"),
    FUTURE_ENDED_BY_ITS_CALLER_IS_NOT_HEARD(
            "CallFuture.end",
            "ending.byCaller(..);",
            "",
            "call.EndedByTheCallerTest.hedgedCall_isOneFailure_andEveryTryIsCancelled",
            "call.EndedByTheCallerTest.probeThatItsCallerGivesUp_hasFailed"),
    FULL_EXECUTOR_IS_A_FAILURE(
            "ProtectedCallImpl.start",
            "refused instanceof Exception",
            "false",
            "protect.ExecutorRefusesTest.executorThatRefuses_isNobodysFailure"),
    S12_FAMILY_GIVES_AWAY_WHAT_AN_OPERATOR_HOLDS(
            "CircuitState.isNobodys",
            "METRICS_ONLY -> false",
            "METRICS_ONLY -> true",
            "family.FamilyGoneKeysTest.keysThatAnOperatorHolds_stay"),
    FAMILY_KEEPS_WHAT_ONLY_TRAFFIC_WOULD_END(
            "CircuitState.isNobodys",
            "isProbing() || episode == null || episode.outstanding() == 0",
            "false",
            "family.FamilyGoneKeysTest.keysThatFailedOnce_andAreNotUsedAgain_giveTheirPlacesBack"),
    FAMILY_FORGETS_A_WAIT(
            "CircuitState.isNobodys",
            "remainingWait(nowNanos) <= 0",
            "true",
            "family.FamilyGoneKeysTest.openKey_whoseWaitIsNotOver_staysUntilItIs"),
    FAMILY_LEAVES_TIMERS_OF_WHAT_IS_GONE(
            "FamilyImpl.tell",
            "gone.forEach(..);",
            "",
            "family.FamilyGoneKeysTest.forgottenKey_isGoneAtOnce_whateverItsStateAndWait"),
    HOST_IS_HELD_BY_WHO_IS_NOT_THERE(
            "DownKeys.lookAgain",
            "!unused && !(halfOpen && state.isIdle(nowNanos))",
            "true",
            "family.FamilyHostTest.keysThatNobodyUses_doNotHoldIt_andItClosesWithoutAnyEventOfAKey",
            "family.FamilyHostTest.keysThatAnOperatorHoldsOpen_holdIt_asLongAsSomebodyAsksForThem"),
    HOST_IS_OPENED_BY_ONE_KEY_THAT_FALLS(
            "WatchedFamily.whyOpen",
            "fallen != null",
            "false",
            "family.FamilyHostTest.keysThatFallAgain_openItOnlyWhenAsManyAreOpenAsItTakes"),
    HOST_COUNTS_KEYS_THAT_NOBODY_USES(
            "FamilyImpl.inUse",
            "inUse += place.idleNanos(nowNanos) < idle ? 1 : 0",
            "inUse++",
            "family.FamilyHostTest.share_doesNotCountKeysThatNobodyUses"),
    NUMBERS_ARE_KEPT_FOR_GOOD(
            "Names.giveBackUnused",
            "givenBack.add(..);",
            "",
            "graph.NamesComeAndGoTest.namesThatNeverComeAgain_definedAndRemoved_doNotMakeTheGraphLarger"),
    NUMBER_GIVEN_BACK_WHILE_A_DEFINITION_IS_UNDER_WAY(
            "Names.giveBackUnused",
            "given.holders ==",
            "given.holders >=",
            "graph.NamesComeAndGoTest.definitionUnderWay_whoseNameComesAndGoesMeanwhile_keepsItsNumber"),
    NUMBER_GIVEN_BACK_WHILE_AN_EDGE_LEADS_THERE(
            "Vertex.isUnused",
            "+ softDependents.size() + sources.size()",
            "",
            "graph.NamesComeAndGoTest.nameThatAnEdgeLeadsTo_keepsItsNumber"),
    SNAPSHOT_LOOKS_NAMES_UP_IN_THE_PRESENT(
            "SnapshotView.index",
            "byName().getOrDefault(name, -1)",
            "-1",
            "graph.NamesComeAndGoTest.snapshotOfAnEarlierMoment_namesWhatWasThereThen"),
    REMOVED_CIRCUIT_IS_EXPLAINED_AS_ANOTHER_ONE(
            "CircuitImpl.explain",
            "isThere(graph) ? index : calls.names.find(graph, name)",
            "index",
            "graph.NamesComeAndGoTest.handleOfARemovedCircuit_whoseNumberAnotherOneHas_answersAsRemoved"),
    REMOVED_CIRCUIT_IS_TOLD_BY_ANOTHER_NAME(
            "Commits.transition",
            "owner instanceof Member member ? member.name() :",
            "",
            "graph.NamesComeAndGoTest.handleOfARemovedCircuit_whoseNumberAnotherOneHas_answersAsRemoved"),
    TIMERS_OF_A_NAME_GIVEN_BACK_STAY(
            "Engine.onGraphChanged",
            "names.familyOf(change.node()).isEmpty()",
            "names.find(root.read(), change.node()) >= 0",
            "graph.NamesComeAndGoTest.timersOfACircuitThatIsGone_areDisarmed_thoughItsNumberIsGivenBack");

    /** The pieces of text, in different classes. */
    final List<PlantedFault> faults;

    /** What has to fail, beside whatever else does. */
    final Set<String> foundBy;

    RuleFault(String place, String original, String replacement, String... foundBy) {
        this(List.of(new PlantedFault(place, original, replacement)), foundBy);
    }

    RuleFault(List<PlantedFault> faults, String... foundBy) {
        this.faults = faults;
        this.foundBy = Set.of(foundBy);
    }
}
