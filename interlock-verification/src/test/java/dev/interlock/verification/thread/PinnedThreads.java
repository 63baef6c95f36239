package dev.interlock.verification.thread;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/** Records where virtual threads waited without letting go of their carrier, however short. */
final class PinnedThreads implements AutoCloseable {

    private static final String EVENT = "jdk.VirtualThreadPinned";

    private final Recording recording = new Recording();

    PinnedThreads() {
        recording.enable(EVENT).withThreshold(Duration.ZERO).withStackTrace();
        recording.start();
    }

    /** Ends the recording. The stacks with a frame of ours in them; a frame is ours also if only a test's. */
    List<String> placesOfInterlock() throws IOException {
        recording.stop();
        Path file = Files.createTempFile(Path.of("target"), "pinned", ".jfr");
        try {
            recording.dump(file);
            List<String> places = new ArrayList<>();
            for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
                String stack = stack(event);
                if (event.getEventType().getName().equals(EVENT) && stack.contains("dev.interlock")) {
                    places.add(stack);
                }
            }
            return places;
        } finally {
            Files.delete(file);
        }
    }

    private static String stack(RecordedEvent event) {
        if (event.getStackTrace() == null) {
            return "";
        }
        StringBuilder stack = new StringBuilder();
        for (RecordedFrame frame : event.getStackTrace().getFrames()) {
            stack.append(frame.getMethod().getType().getName())
                    .append('.')
                    .append(frame.getMethod().getName())
                    .append(':')
                    .append(frame.getLineNumber())
                    .append('\n');
        }
        return stack.toString();
    }

    @Override
    public void close() {
        recording.close();
    }
}
