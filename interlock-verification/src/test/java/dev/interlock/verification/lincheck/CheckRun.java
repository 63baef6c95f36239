package dev.interlock.verification.lincheck;

import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/** One check in a JVM of its own. */
final class CheckRun {

    static final int PASSED = 10;
    static final int FOUND = 11;

    private CheckRun() {}

    /** Runs the check of the class that is named, with its own options. */
    @SuppressWarnings("SystemExitOutsideMain") // Lincheck may leave threads behind
    public static void main(String[] names) throws Exception {
        Class<?> check = Class.forName(names[0]);
        var made = check.getDeclaredMethod("options");
        made.setAccessible(true);
        // It ends with the first failure; making that program smaller is of use only to people.
        ModelCheckingOptions options = ((ModelCheckingOptions) made.invoke(null))
                .minimizeFailedScenario(false)
                .iterations(100);
        try {
            options.check(check);
        } catch (LincheckAssertionError found) {
            System.out.println(found.getMessage());
            System.exit(FOUND);
        }
        System.exit(PASSED);
    }
}
