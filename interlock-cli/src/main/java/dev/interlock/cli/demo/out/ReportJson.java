package dev.interlock.cli.demo.out;

import dev.interlock.cli.demo.guard.Protections;
import dev.interlock.cli.demo.mesh.Script;
import dev.interlock.cli.demo.run.LegResult;
import dev.interlock.cli.demo.run.Moment;
import dev.interlock.cli.demo.run.ServiceResult;
import dev.interlock.cli.demo.run.Span;
import dev.interlock.cli.text.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A report as one JSON object. {@code docs/demo.md} tells every field. */
public final class ReportJson {

    private ReportJson() {}

    /**
     * Writes a report.
     *
     * @param report the report
     * @return one line
     */
    public static String write(Report report) {
        Script script = report.script();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("topology", report.mesh().file().source());
        json.put("outage", script.outage().toString());
        json.put("targets", script.targets());
        json.put("seed", script.seed());
        json.put("scale", script.scale());
        json.put("rate", script.rate());
        json.put("stoppedAtSeconds", script.at());
        json.put("downForSeconds", script.downFor());
        json.put("durationSeconds", script.duration());
        json.put("targetWaitSeconds", targetWait(report));
        leg(report.last()).forEach(json::put);
        if (report.legs().size() > 1) {
            json.put("comparison", leg(report.legs().get(0)));
        }
        return Json.write(json);
    }

    private static double targetWait(Report report) {
        return report.script().targets().stream()
                        .mapToLong(target -> report.script()
                                .scaled(report.mesh().config(target).resetTimeout())
                                .toMillis())
                        .max()
                        .orElse(0)
                / 1000.0;
    }

    private static Map<String, Object> leg(LegResult leg) {
        Protections protection = leg.protection();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("protection", protection.id());
        json.put("breakerClass", protection.breakerClass());
        json.put("summary", summary(leg));
        json.put("services", leg.services().stream().map(ReportJson::service).toList());
        json.put("events", leg.moments().stream().map(ReportJson::moment).toList());
        Map<String, Object> timeline = new LinkedHashMap<>();
        leg.timeline()
                .forEach((name, spans) ->
                        timeline.put(name, spans.stream().map(ReportJson::span).toList()));
        json.put("timeline", timeline);
        return json;
    }

    /** A recovery that did not happen is null: a number would pass for a fast one. */
    private static Map<String, Object> summary(LegResult leg) {
        Map<String, @Nullable Object> recovery = new LinkedHashMap<>();
        leg.services().forEach(service -> recovery.put(service.name(), orNull(service.recoverySeconds())));
        recovery.put("worst", orNull(leg.worstRecoverySeconds()));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("opened", leg.opened());
        json.put("blocked", leg.blocked());
        json.put("deadCalls", leg.deadCalls());
        json.put("recoverySeconds", recovery);
        json.put("served", leg.served());
        json.put("refused", leg.refused());
        json.put("failed", leg.failed());
        return json;
    }

    private static Map<String, Object> service(ServiceResult service) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", service.name());
        json.put("served", service.served());
        json.put("refused", service.refused());
        json.put("failed", service.failed());
        return json;
    }

    private static Map<String, Object> moment(Moment moment) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("seconds", moment.seconds());
        json.put("kind", moment.kind().name().toLowerCase(Locale.ROOT));
        json.put("text", moment.text());
        return json;
    }

    private static List<Object> span(Span span) {
        List<Object> json = new ArrayList<>();
        json.add(span.from());
        json.add(span.condition().name().toLowerCase(Locale.ROOT));
        json.addAll(span.blockedBy());
        return json;
    }

    private static @Nullable Object orNull(double seconds) {
        return seconds < 0 ? null : seconds;
    }
}
