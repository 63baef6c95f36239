package dev.interlock.verification.seed;

import static dev.interlock.testkit.InterlockAssertions.assertThat;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.CallRejectedException;
import dev.interlock.Circuit;
import dev.interlock.Interlock;
import dev.interlock.testkit.InterlockExtension;
import dev.interlock.testkit.ManualTime;
import dev.interlock.testkit.Outage;
import dev.interlock.testkit.OutageException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pipeline of four stages: the failed stage is found, and work is kept until it is worth another try. */
@ExtendWith(InterlockExtension.class)
class PipelineTest {

    private final Outage outage = new Outage();
    private DataPipeline pipeline;

    // docs:begin pipeline
    static final class DataPipeline {

        /** Work that waits for a better moment. */
        record Kept(String data, String failedAt, Duration retryAfter) {}

        private final Circuit ingestion;
        private final Circuit validation;
        private final Circuit processing;
        private final Circuit storage;
        private final Outage stages;
        private final Queue<Kept> retryQueue = new ArrayDeque<>();

        DataPipeline(Interlock interlock, Outage stages) {
            this.stages = stages;
            ingestion =
                    interlock.define("ingestion", c -> c.failureThreshold(10).resetTimeout(ofSeconds(30)));
            validation = interlock.define(
                    "validation",
                    c -> c.failureThreshold(5).resetTimeout(ofSeconds(45)).dependsOn("ingestion"));
            processing = interlock.define(
                    "processing",
                    c -> c.failureThreshold(3).resetTimeout(ofSeconds(60)).dependsOn("validation"));
            storage = interlock.define(
                    "storage",
                    c -> c.failureThreshold(2).resetTimeout(ofSeconds(90)).dependsOn("processing"));
        }

        /** The stored result, or the empty string if the data was kept for later. */
        String process(String data) throws OutageException {
            try {
                String ingested = ingestion.call(() -> stages.call("ingestion", data + " ingested"));
                String valid = validation.call(() -> stages.call("validation", ingested + ", valid"));
                String processed = processing.call(() -> stages.call("processing", valid + ", processed"));
                return storage.call(() -> stages.call("storage", processed + ", stored"));
            } catch (CallRejectedException e) {
                String failedStage = e.rootCauses().get(0); // the exception knows it
                retryQueue.add(new Kept(data, failedStage, e.retryAfter().orElse(Duration.ofMinutes(5))));
                return "";
            }
        }
    }
    // docs:end pipeline

    @BeforeEach
    void build(Interlock interlock) {
        pipeline = new DataPipeline(interlock, outage);
    }

    private void breakStage(String stage, int failures) {
        outage.start(stage);
        for (int i = 0; i < failures; i++) {
            assertThatThrownBy(() -> pipeline.process("data")).isInstanceOf(OutageException.class);
        }
    }

    @Test
    void healthy_everyStageIsPassed() throws OutageException {
        assertThat(pipeline.process("data")).isEqualTo("data ingested, valid, processed, stored");
        assertThat(pipeline.retryQueue).isEmpty();
    }

    @Test
    void stageOpen_isFound_andTheWorkKeptUntilItsNextAttempt(ManualTime time) throws OutageException {
        breakStage("processing", 3);
        time.advance(ofSeconds(20));

        assertThat(pipeline.process("order 7")).isEmpty();

        assertThat(pipeline.retryQueue).containsExactly(new DataPipeline.Kept("order 7", "processing", ofSeconds(40)));
    }

    @Test
    void firstStageOpen_laterStagesAreBlocked_andItIsNamed(Interlock interlock) throws OutageException {
        breakStage("ingestion", 10);

        assertThat(pipeline.process("order 8")).isEmpty();

        assertThat(interlock.circuit("storage")).isClosed().isBlockedBy("ingestion");
        assertThat(pipeline.retryQueue.element().failedAt()).isEqualTo("ingestion");
    }

    @Test
    void stageBack_keptWorkGoesThrough(ManualTime time) throws OutageException {
        breakStage("storage", 2);
        pipeline.process("order 9");
        outage.end("storage");
        DataPipeline.Kept kept = pipeline.retryQueue.remove();
        time.advance(kept.retryAfter());

        assertThat(pipeline.process(kept.data())).endsWith("stored");
    }
}
