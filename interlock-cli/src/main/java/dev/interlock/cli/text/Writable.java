package dev.interlock.cli.text;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Whether results can be written where an option says: asked before minutes of work rather than after. */
public final class Writable {

    private Writable() {}

    /**
     * Checks a folder, which may have to be made.
     *
     * @param option what names it
     * @param folder the folder; null if the option is not given
     * @throws IllegalArgumentException if nothing can be written there; the message says what to do
     */
    public static void folder(String option, @Nullable Path folder) {
        if (folder == null) {
            return;
        }
        notEmpty(option, folder);
        for (Path each = folder.toAbsolutePath(); each != null; each = each.getParent()) {
            if (Files.exists(each)) {
                if (!Files.isDirectory(each)) {
                    throw new IllegalArgumentException(
                            option + ": '" + each + "' is a file, not a folder; name another one");
                }
                if (!Files.isWritable(each)) {
                    throw new IllegalArgumentException(
                            option + ": '" + each + "' cannot be written; name another folder");
                }
                return; // what is missing below it will be made
            }
        }
    }

    /**
     * Checks a file, whose folder may have to be made.
     *
     * @param option what names it
     * @param file   the file; null if the option is not given
     * @throws IllegalArgumentException if it cannot be written; the message says what to do
     */
    public static void file(String option, @Nullable Path file) {
        if (file == null) {
            return;
        }
        notEmpty(option, file);
        folder(option, file.toAbsolutePath().getParent());
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException(option + " '" + file + "' is a folder; name a file");
        }
        if (Files.exists(file) && !Files.isWritable(file)) {
            throw new IllegalArgumentException(option + " '" + file + "' cannot be written; name another file");
        }
    }

    private static void notEmpty(String option, Path path) {
        if (path.toString().isEmpty()) {
            throw new IllegalArgumentException(option + " is empty; write a name after it, or leave it out");
        }
    }
}
