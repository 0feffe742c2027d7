package rnn4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Oracle: a clock that only the work moves, by known amounts.
final class WarmUpTest {
  private long now;
  private int runs;

  @Test
  void firstRunAndFullSpeedAreFound() throws Exception {
    Contestant.Work work =
        new Contestant.Work() {
          @Override
          public void run() {
            runs++;
            now += runs == 1 ? 500_000_000 : now < 2_000_000_000 ? 10_000_000 : 1_000_000;
          }

          @Override
          public float[] results() {
            return new float[0];
          }
        };
    WarmUp found = WarmUp.of(() -> now, work, 10);
    assertThat(found.first()).isEqualTo(5e8);
    assertThat(found.quick()).isEqualTo(1e6);
    assertThat(found.untilQuick()).isBetween(1.8e9, 2.3e9);
  }

  @Test
  void workThatIsQuickAtOnceNeedsNoTime() throws Exception {
    Contestant.Work work =
        new Contestant.Work() {
          @Override
          public void run() {
            now += 1_000_000;
          }

          @Override
          public float[] results() {
            return new float[0];
          }
        };
    assertThat(WarmUp.of(() -> now, work, 1)).isEqualTo(new WarmUp(1e6, 0, 1e6));
  }
}
