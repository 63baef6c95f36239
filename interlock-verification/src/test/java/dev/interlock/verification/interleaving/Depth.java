package dev.interlock.verification.interleaving;

/** How much is explored: what each build can afford, and what the profiles proofs-short and proofs ask for. */
enum Depth {
    QUICK,
    SHORT,
    LONG;

    static Depth wanted() {
        return switch (System.getProperty("interlock.proofs", "quick")) {
            case "long" -> LONG;
            case "short" -> SHORT;
            default -> QUICK;
        };
    }

    <T> T of(T quick, T shortOne, T longOne) {
        return switch (this) {
            case QUICK -> quick;
            case SHORT -> shortOne;
            case LONG -> longOne;
        };
    }
}
