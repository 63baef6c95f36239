package dev.interlock.cli.file.plan;

import dev.interlock.cli.file.model.LongWait;
import dev.interlock.cli.text.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** A plan as one JSON object. {@code docs/command-line.md} tells its fields. */
public final class PlanJson {

    private PlanJson() {}

    /**
     * Writes a plan.
     *
     * @param name what the file is called
     * @param plan the plan
     * @return one line
     */
    public static String write(String name, Plan plan) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("file", name);
        json.putAll(plan.graph().sizes());
        json.put("waves", plan.graph().waves());
        json.put("entryPoints", plan.entryPoints());
        json.put("outages", plan.outages().stream().map(PlanJson::outage).toList());
        json.put(
                "singlePoints",
                plan.singlePoints().stream().map(outage -> outage.node().name()).toList());
        json.put("longWaits", plan.waits().stream().map(PlanJson::longWait).toList());
        return Json.write(json);
    }

    private static Map<String, Object> outage(Outage outage) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", outage.node().name());
        json.put("kind", outage.node().word());
        json.put("direct", outage.direct());
        json.put("blocked", outage.blocked());
        json.put("opened", outage.opened());
        json.put("share", Math.round(outage.share() * 10_000) / 10_000.0);
        json.put("entryPoints", outage.entries());
        return json;
    }

    private static Map<String, Object> longWait(LongWait wait) {
        Map<String, Object> shorter = new LinkedHashMap<>();
        wait.dependents().forEach((name, resetTimeout) -> shorter.put(name, resetTimeout.toMillis() / 1000.0));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", wait.circuit());
        json.put("waitSeconds", wait.resetTimeout().toMillis() / 1000.0);
        json.put("dependentsWaitSeconds", shorter);
        return json;
    }
}
