package dev.interlock.config;

/** What {@link InterlockFile#reloadIn} does only if it is allowed, because automation does it by mistake more often than people mean it. */
public enum ReloadRisk {

    /**
     * To remove circuits that are open or HALF_OPEN, circuits or signals that something depends on or cascades to, or more than a third of the file's
     * circuits at once (one circuit of several is no such share). A file that was cut off or rendered from nothing looks like that.
     */
    REMOVAL,

    /**
     * To go on from a version of the file that is not the one in the interlock: somebody else has loaded another one since, whose changes would be
     * half kept and half set back.
     */
    STALE_BASE
}
