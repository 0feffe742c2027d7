package rnn4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Oracle: a clock that only the work moves, by known amounts.
final class StopwatchTest {
  private long now;
  private int runs;

  @Test
  void fewSlowRunsChangeNothing() throws Exception {
    Contestant.Work work = work(() -> runs % 90 == 0 ? 900_000 : 10_000);
    assertThat(new Stopwatch(() -> now, 1).median(work, 0.1)).isEqualTo(10_000);
  }

  @Test
  void warmUpIsNotCounted() throws Exception {
    double nanos =
        new Stopwatch(() -> now, 0.5).median(work(() -> runs < 1000 ? 1_000_000 : 300_000), 1);
    assertThat(nanos).isEqualTo(300_000);
  }

  @Test
  void slowWorkIsRunOnceAtLeast() throws Exception {
    assertThat(new Stopwatch(() -> now, 0.1).median(work(() -> 2_000_000_000), 0.1)).isEqualTo(2e9);
    assertThat(runs).isEqualTo(3);
  }

  private interface Duration {
    int nanos();
  }

  private Contestant.Work work(Duration duration) {
    return new Contestant.Work() {
      @Override
      public void run() {
        runs++;
        now += duration.nanos();
      }

      @Override
      public float[] results() {
        return new float[0];
      }
    };
  }
}
