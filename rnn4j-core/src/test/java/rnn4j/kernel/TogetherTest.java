package rnn4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class TogetherTest {
  private final int threads = Workers.count();

  @BeforeEach
  void takeFourThreads() {
    Workers.setCount(4);
  }

  @AfterEach
  void restoreThreads() {
    Workers.setCount(threads);
  }

  /// After each step, every part sees what all have written in it, in plain memory.
  @Test
  void eachPartSeesWhatOthersWroteInTheStepBefore() {
    int steps = 20_000;
    int[] values = new int[4 * 64];
    var faults = new AtomicInteger();
    Workers.together(
        4,
        (part, barrier) -> {
          for (int step = 1; step <= steps; step++) {
            values[part * 64] = step;
            barrier.await(part);
            for (int other = 0; other < barrier.parts(); other++) {
              if (values[other * 64] != step) {
                faults.incrementAndGet();
              }
            }
            barrier.await(part);
          }
        });
    assertThat(faults).hasValue(0);
    assertThat(values[0]).isEqualTo(steps);
  }

  @Test
  void oneThreadIsEnough() {
    Workers.setCount(1);
    assertThat(partsOf(8)).isEqualTo(1);
    Workers.setCount(4);
    assertThat(partsOf(1)).isEqualTo(1);
    assertThat(partsOf(3)).isBetween(1, 3);
  }

  private static int partsOf(int wanted) {
    var parts = new AtomicInteger();
    Workers.together(
        wanted,
        (part, barrier) -> {
          barrier.await(part);
          parts.incrementAndGet();
        });
    return parts.get();
  }

  /// A part that is there long before the others parks, and is woken up.
  @Test
  void partThatParkedIsWokenUp() {
    var first = new AtomicReference<@Nullable Thread>();
    Workers.together(
        2,
        (part, barrier) -> {
          for (int step = 0; step < 3 && barrier.parts() == 2; step++) {
            if (part == 0) {
              first.set(Thread.currentThread());
            } else {
              awaitParked(first);
            }
            barrier.await(part);
            if (part == 1) {
              first.set(null);
            }
            barrier.await(part);
          }
        });
  }

  private static void awaitParked(AtomicReference<@Nullable Thread> thread) {
    Thread other = thread.get();
    while (other == null || other.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
      other = thread.get();
    }
  }

  @Test
  void failureOfAPartIsThrownOnAndNobodyWaitsForIt() {
    for (int failing = 0; failing < 2; failing++) {
      int broken = failing;
      assertThatThrownBy(() ->
              Workers.together(
                  2,
                  (part, barrier) -> {
                    barrier.await(part);
                    if (part == broken || barrier.parts() == 1) {
                      throw new IllegalStateException("part " + part);
                    }
                    assertThatThrownBy(() -> barrier.await(part))
                        .isInstanceOf(CancellationException.class);
                  }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("part ");
    }
    assertThat(partsOf(2)).isBetween(1, 2);
  }

  @Test
  void partsMayDivideTheirWorkAgain() {
    var runs = new AtomicInteger();
    Workers.together(
        4,
        (part, barrier) -> {
          barrier.await(part);
          Workers.together(4, (inner, innerBarrier) -> runs.incrementAndGet());
          barrier.await(part);
        });
    assertThat(runs.get()).isPositive();
  }

  /// More callers than threads: those who find no one free work alone.
  @Test
  void manyCallersDoNotWaitForEachOther() throws InterruptedException {
    var steps = new AtomicInteger();
    List<Thread> callers = new ArrayList<>();
    for (int caller = 0; caller < 200; caller++) {
      callers.add(
          Thread.ofVirtual()
              .start(() ->
                  Workers.together(
                      4,
                      (part, barrier) -> {
                        for (int step = 0; step < 10; step++) {
                          barrier.await(part);
                          if (part == 0) {
                            steps.incrementAndGet();
                          }
                        }
                      })));
    }
    for (Thread caller : callers) {
      caller.join();
    }
    assertThat(steps).hasValue(2000);
  }
}
