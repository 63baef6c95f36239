package dev.interlock.verification.planted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The tests of the rules find what they are there to find. */
@EnabledIfSystemProperty(
        named = "interlock.proofs",
        matches = "short|long",
        disabledReason = "sixty runs, each with its own compilation, take half a minute")
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PlantedFaultsInRulesTest {

    private static final String TESTS = "dev.interlock.verification.";

    @TempDir
    private Path classes;

    @ParameterizedTest
    @EnumSource
    void fault_planted_isFoundByItsTests(RuleFault fault) throws Exception {
        PlantedFault.compile(fault.faults, classes);

        assertThat(failing(fault.foundBy)).containsAll(fault.foundBy);
    }

    /** Else a test could fail because of how it is run here. */
    @Test
    void noFaultPlanted_everyTestPasses() throws Exception {
        Set<String> all = Arrays.stream(RuleFault.values())
                .flatMap(fault -> fault.foundBy.stream())
                .collect(Collectors.toSet());

        assertThat(failing(all)).isEmpty();
    }

    /** The tests that fail of the classes in which these are. */
    private Set<String> failing(Set<String> tests) throws IOException, ClassNotFoundException {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        try (FaultyLoader loader = new FaultyLoader(classes)) {
            LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request();
            for (String test : tests) {
                request.selectors(selectClass(loader.loadClass(TESTS + test.substring(0, test.lastIndexOf('.')))));
            }
            run(request.build(), loader, listener);
        }
        TestExecutionSummary summary = listener.getSummary();
        assertThat(summary.getTestsStartedCount()).isPositive();
        Set<String> failing = new TreeSet<>();
        for (TestExecutionSummary.Failure failure : summary.getFailures()) {
            assertThat(failure.getException()).as("a test that did not run").isNotInstanceOf(LinkageError.class);
            MethodSource source =
                    (MethodSource) failure.getTestIdentifier().getSource().orElseThrow();
            failing.add(source.getClassName().substring(TESTS.length()) + "." + source.getMethodName());
        }
        return failing;
    }

    private static void run(LauncherDiscoveryRequest request, ClassLoader loader, SummaryGeneratingListener listener) {
        LauncherConfig config = LauncherConfig.builder()
                .enableTestExecutionListenerAutoRegistration(false)
                .enableLauncherSessionListenerAutoRegistration(false)
                .build();
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            LauncherFactory.create(config).execute(request, listener);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
