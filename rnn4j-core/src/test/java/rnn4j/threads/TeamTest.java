package rnn4j.threads;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class TeamTest {
  private final int threads = Workers.count();

  @BeforeEach
  void takeFourThreads() {
    Workers.setCount(4);
    Team.setEager(true);
  }

  @AfterEach
  void restoreThreads() {
    Workers.setCount(threads);
    Team.setEager(false);
  }

  /// Returns a team whose calling thread alone is a team of one.
  private static Team team(int threads, Team.Task task) {
    return new Team(threads, task, () -> task.run(0, new StepBarrier(1)), Team.Kind.MEETING);
  }

  /// After each step, every part sees what all have written in it, in plain memory; in one run
  /// after another.
  @Test
  void eachPartSeesWhatOthersWroteInTheStepBefore() {
    int[] values = new int[4 * 64];
    var faults = new AtomicInteger();
    Team team =
        team(
            4,
            (part, barrier) -> {
              int last = values[part * 64] + 500;
              for (int step = last - 499; step <= last; step++) {
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
    for (int run = 0; run < 4; run++) {
      team.run();
    }
    assertThat(faults).hasValue(0);
    assertThat(values[0]).isEqualTo(2_000);
    assertThat(values[3 * 64]).isEqualTo(2_000);
  }

  @Test
  void withoutProcessorsForAllTheCallerWorksAlone() {
    assertThat(partsOf(3)).isEqualTo(3);
    assertThat(partsOf(5)).isEqualTo(1);
    Workers.setCount(2);
    assertThat(partsOf(3)).isEqualTo(1);
  }

  private static int partsOf(int wanted) {
    var parts = new AtomicInteger();
    team(
            wanted,
            (part, barrier) -> {
              barrier.await(part);
              parts.incrementAndGet();
            })
        .run();
    return parts.get();
  }

  /// A part that is there long before the others parks, and is woken up.
  @Test
  void partThatParkedIsWokenUp() {
    var first = new AtomicReference<@Nullable Thread>();
    team(
            2,
            (part, barrier) -> {
              for (int step = 0; step < 3; step++) {
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
            })
        .run();
  }

  private static void awaitParked(AtomicReference<@Nullable Thread> thread) {
    Thread other = thread.get();
    while (other == null || other.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
      other = thread.get();
    }
  }

  /// The next run of that team is the caller's alone, and other teams go on.
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void failureOfAPartIsThrownOnAndNobodyWaitsForIt(int failing) {
    var alone = new AtomicInteger();
    var team =
        new Team(
            2,
            (part, barrier) -> {
              barrier.await(part);
              if (part == failing) {
                throw new IllegalStateException("part " + part);
              }
              assertThatThrownBy(() -> barrier.await(part))
                  .isInstanceOf(CancellationException.class);
            },
            alone::incrementAndGet,
            Team.Kind.MEETING);
    assertThatThrownBy(team::run)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("part " + failing);
    assertThat(alone).hasValue(0);
    team.run();
    assertThat(alone).hasValue(1);
    assertThat(partsOf(2)).isEqualTo(2);
  }

  @Test
  void partsMayDivideTheirWorkAgain() {
    var runs = new AtomicInteger();
    team(
            3,
            (part, barrier) -> {
              barrier.await(part);
              team(2, (inner, innerBarrier) -> runs.incrementAndGet()).run();
              barrier.await(part);
            })
        .run();
    assertThat(runs.get()).isBetween(3, 4);
  }

  /// More callers than threads: those who find no one free work alone.
  @Test
  void manyCallersDoNotWaitForEachOther() throws InterruptedException {
    var steps = new AtomicInteger();
    List<Thread> callers = new ArrayList<>();
    for (int caller = 0; caller < 200; caller++) {
      Team team =
          team(
              4,
              (part, barrier) -> {
                for (int step = 0; step < 10; step++) {
                  barrier.await(part);
                  if (part == 0) {
                    steps.incrementAndGet();
                  }
                }
              });
      callers.add(Thread.ofVirtual().start(team::run));
    }
    for (Thread caller : callers) {
      caller.join();
    }
    assertThat(steps).hasValue(2000);
  }

  /// Partners look out for work again soon after a quick run has missed them.
  @Test
  void quickRunsThatFollowCloselyAreShared() {
    Team.setEager(false);
    var together = new AtomicInteger();
    var team =
        new Team(
            2, (part, barrier) -> together.addAndGet(part), Thread::onSpinWait, Team.Kind.QUICK);
    while (together.get() < 20) {
      team.run();
    }
    assertThat(team.threads()).isEqualTo(2);
  }
}
