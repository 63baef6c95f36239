package dev.interlock.cli.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Files with random edges of all kinds, none of which is against a rule. */
public final class RandomFiles {

    private RandomFiles() {}

    /**
     * A file.
     *
     * @param random  decides
     * @param most    how many circuits at most
     * @param signals whether there are signals and names that are left to code
     * @return YAML
     */
    public static String yaml(Random random, int most, boolean signals) {
        int size = 2 + random.nextInt(most - 1);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            names.add("c" + i + "-and.more".repeat(random.nextInt(8) == 0 ? random.nextInt(14) : 0));
        }
        StringBuilder yaml = new StringBuilder();
        if (signals) {
            yaml.append("external: [elsewhere]\nsignals: {disk: {check: disk, cascadesTo: ")
                    .append(names.get(0))
                    .append("}}\n");
        }
        yaml.append("circuits:\n");
        for (int i = 0; i < size; i++) {
            List<String> hard = new ArrayList<>();
            List<String> soft = new ArrayList<>();
            List<String> cascades = new ArrayList<>();
            for (int j = 0; j < size; j++) {
                double often = 3.0 / size;
                if (j < i && random.nextDouble() < often) {
                    (random.nextInt(4) == 0 ? soft : hard).add(names.get(j));
                }
                if (i != j && random.nextDouble() < often / 4) {
                    cascades.add(names.get(j) + (random.nextInt(3) > 0 ? ": enforce" : ": dry-run"));
                }
            }
            if (signals && random.nextInt(5) == 0) {
                hard.add(random.nextBoolean() ? "disk" : "elsewhere");
            }
            yaml.append("  ")
                    .append(names.get(i))
                    .append(": {cascadeLimit: ")
                    .append(random.nextBoolean() ? "1" : "0.2");
            list(yaml, ", dependsOn: [", hard, "]");
            list(yaml, ", recoversAfter: [", soft, "]");
            list(yaml, ", cascadesTo: {", cascades, "}");
            yaml.append("}\n");
        }
        return yaml.toString();
    }

    private static void list(StringBuilder yaml, String begin, List<String> names, String end) {
        if (!names.isEmpty()) { // an empty list is an error
            yaml.append(begin).append(String.join(", ", names)).append(end);
        }
    }
}
