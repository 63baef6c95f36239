package dev.interlock.internal.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.internal.hook.HookFailures;
import dev.interlock.internal.time.ManualClock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What dies of an Error at the end of a caller's stack is done once more, and takes nothing else with it. */
final class BacklogTest {

    private final HookFailures failures = new HookFailures(new ManualClock());
    private final Backlog backlog = new Backlog(failures);
    private final List<Integer> done = new ArrayList<>();

    /** How often the second piece throws before it works. */
    private int deaths;

    private Throwable death = new StackOverflowError();

    @Test
    void foundPiece_thatDiesTwice_isLostAlone() {
        deaths = 2;
        threeFoundOneByOne();

        drainUntilEmpty();

        assertThat(done).containsExactly(1, 3);
        assertThat(failures.total()).isEqualTo(1);
    }

    @Test
    void foundPiece_thatDiesOnce_isDoneByTheNextDrainer() {
        deaths = 1;
        threeFoundOneByOne();

        drainUntilEmpty();

        assertThat(done).containsExactly(1, 2, 3);
    }

    @Test
    void foundPiece_thatThrows_isLostAlone() {
        deaths = 1;
        death = new IllegalStateException("a fault of our own");
        threeFoundOneByOne();

        drainUntilEmpty();

        assertThat(done).containsExactly(1, 3);
        assertThat(failures.total()).isEqualTo(1);
    }

    @Test
    void foundPieces_areDoneBeforeWhatWasAddedLater() {
        threeFoundOneByOne();
        backlog.add(() -> done.add(4));

        drainUntilEmpty();

        assertThat(done).containsExactly(1, 2, 3, 4);
    }

    private void threeFoundOneByOne() {
        Iterator<Integer> numbers = List.of(1, 2, 3).iterator();
        backlog.addSteps(() -> {
            if (!numbers.hasNext()) {
                return false;
            }
            int number = numbers.next();
            backlog.found(() -> work(number));
            return true;
        });
    }

    private void work(int number) {
        if (number == 2 && deaths-- > 0) {
            throw BacklogTest.<RuntimeException>unchecked(death);
        }
        done.add(number);
    }

    private void drainUntilEmpty() {
        while (!backlog.isEmpty()) {
            try {
                while (backlog.doOne()) {
                    // until there is nothing
                }
            } catch (VirtualMachineError died) {
                // the next drainer
            }
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <X extends Throwable> X unchecked(Throwable thrown) throws X {
        throw (X) thrown;
    }
}
