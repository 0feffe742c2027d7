package rnn4j.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WorkersTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 50})
  void everyPartRunsOnce(int parts) {
    var runs = new AtomicIntegerArray(parts);
    Workers.run(parts, runs::incrementAndGet);
    for (int part = 0; part < parts; part++) {
      assertThat(runs.get(part)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void failureOfAPartIsThrownOnAfterAllHaveEnded(int failing) {
    var ended = new AtomicIntegerArray(3);
    int threads = Workers.count();
    try {
      Workers.setCount(3);
      assertThatThrownBy(() -> Workers.run(3, part -> end(part, failing, ended)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("part " + failing);
    } finally {
      Workers.setCount(threads);
    }
    assertThat(ended).hasToString("[1, 1, 1]");
  }

  /// With fewer threads than parts the calling one runs them in turn.
  @Test
  void failureEndsPartsOfOneThread() {
    var ended = new AtomicIntegerArray(3);
    int threads = Workers.count();
    try {
      Workers.setCount(1);
      assertThatThrownBy(() -> Workers.run(3, part -> end(part, 1, ended)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("part 1");
    } finally {
      Workers.setCount(threads);
    }
    assertThat(ended).hasToString("[1, 1, 0]");
  }

  private static void end(int part, int failing, AtomicIntegerArray ended) {
    ended.incrementAndGet(part);
    if (part == failing) {
      throw new IllegalStateException("part " + part);
    }
  }

  @Test
  void partsMayBeSplitAgain() {
    var runs = new AtomicIntegerArray(16);
    Workers.run(4, outer -> Workers.run(4, inner -> runs.incrementAndGet(outer * 4 + inner)));
    assertThat(runs).hasToString("[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]");
  }

  @Test
  void cutsCoverAllUnits() {
    for (int units : new int[] {1, 7, 100, Integer.MAX_VALUE}) {
      assertThat(Workers.start(units, 3, 0)).isZero();
      assertThat(Workers.start(units, 3, 3)).isEqualTo(units);
      assertThat(Workers.start(units, 3, 1)).isBetween(units / 3, units / 3 + 1);
    }
  }

  @Test
  void littleWorkIsNotSplit() {
    assertThat(Workers.parts(1000, 1000)).isEqualTo(1);
    assertThat(Workers.parts(0, 0)).isEqualTo(1);
    assertThat(Workers.parts(1, Long.MAX_VALUE)).isEqualTo(1);
    assertThat(Workers.parts(Integer.MAX_VALUE, Long.MAX_VALUE)).isEqualTo(Workers.count());
  }

  @Test
  void theLeastWorkOfAThreadCanBeSet() {
    long grain = Workers.grain();
    int threads = Workers.count();
    try {
      Workers.setCount(3);
      Workers.setGrain(1);
      assertThat(Workers.parts(2, 100)).isEqualTo(2);
      assertThat(Workers.parts(5, 100)).isEqualTo(3);
    } finally {
      Workers.setGrain(grain);
      Workers.setCount(threads);
    }
  }
}
