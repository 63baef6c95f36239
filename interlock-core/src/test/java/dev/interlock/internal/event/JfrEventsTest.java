package dev.interlock.internal.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JfrEventsTest {

    @Test
    void transition_whileRecording_isRecordedWithItsCause(@TempDir Path folder) throws Exception {
        List<RecordedEvent> recorded;
        try (Recording recording = new Recording()) {
            recording.enable("dev.interlock.Transition");
            recording.start();
            JfrEvents.recorder().accept(Commits.transition(2));
            JfrEvents.recorder().accept(Commits.event(1));
            recording.stop();
            Path file = folder.resolve("transitions.jfr");
            recording.dump(file);
            recorded = RecordingFile.readAllEvents(file);
        }

        RecordedEvent event = recorded.stream()
                .filter(any -> any.getEventType().getName().equals("dev.interlock.Transition"))
                .reduce((one, two) -> {
                    throw new AssertionError("more than one");
                })
                .orElseThrow();
        assertThat(event.getString("circuit")).isEqualTo("api");
        assertThat(event.getString("from")).isEqualTo("CLOSED");
        assertThat(event.getString("to")).isEqualTo("OPEN");
        assertThat(event.getLong("epoch")).isEqualTo(7);
        assertThat(event.getLong("sequence")).isEqualTo(2);
        assertThat(event.getString("cause")).isEqualTo("CASCADE");
        assertThat(event.getString("source")).isEqualTo("db");
        assertThat(event.getString("actor")).isEmpty();
        assertThat(event.getString("detail")).isEqualTo("why");
    }

    @Test
    void transition_withoutRecording_isIgnored() {
        assertThatCode(() -> JfrEvents.recorder().accept(Commits.transition(2))).doesNotThrowAnyException();
    }
}
