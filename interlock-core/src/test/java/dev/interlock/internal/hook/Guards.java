package dev.interlock.internal.hook;

import dev.interlock.Guard;
import java.util.LinkedHashMap;
import java.util.Map;

/** Guards by name, in order. */
final class Guards {

    private Guards() {}

    private static Map<String, Guard> guards(Object... namesAndGuards) {
        Map<String, Guard> guards = new LinkedHashMap<>();
        for (int i = 0; i < namesAndGuards.length; i += 2) {
            guards.put((String) namesAndGuards[i], (Guard) namesAndGuards[i + 1]);
        }
        return guards;
    }

    static Map<String, Guard> guards(String name, Guard guard) {
        return guards(name, (Object) guard);
    }

    static Map<String, Guard> guards(String one, Guard first, String two, Guard second) {
        return guards(one, (Object) first, two, second);
    }

    static Map<String, Guard> guards(String one, Guard first, String two, Guard second, String three, Guard third) {
        return guards(one, (Object) first, two, second, three, third);
    }
}
