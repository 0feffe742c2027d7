package rnn4j.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Oracle: a clock that only the tasks move, by known amounts.
final class RoundsTest {
  private long now;

  @Test
  void medianIsThatOfTheRoundsAfterTheWarmUp() {
    Rounds rounds = new Rounds(() -> now, Duration.ofMillis(100), Duration.ofMillis(1000));
    var slowAtFirst =
        new Object() {
          int runs;
        };
    List<Double> medians =
        rounds.medians(
            List.of(
                () -> now += 30_000_000,
                () -> now += slowAtFirst.runs++ < 2 ? 90_000_000 : 10_000_000));
    assertThat(medians).containsExactly(30e6, 10e6);
  }

  @Test
  void tasksTakeTurnsAndQuickOnesAreRunUntilATurnIsLong() {
    Rounds rounds = new Rounds(() -> now, Duration.ofMillis(10), Duration.ZERO);
    List<String> order = new ArrayList<>();
    Runnable quick =
        () -> {
          now += 500_000;
          order.add("quick");
        };
    Runnable slow =
        () -> {
          now += 50_000_000;
          order.add("slow");
        };
    assertThat(rounds.medians(List.of(quick, slow))).containsExactly(0.5e6, 50e6);
    assertThat(order.subList(order.size() - 30, order.size() - 24))
        .as("once untimed, then four times")
        .containsExactly("quick", "quick", "quick", "quick", "quick", "slow");
    assertThat(order.subList(order.size() - 30, order.size()).stream().filter("slow"::equals))
        .as("five rounds, however long they last")
        .hasSize(5);
  }

  @Test
  void oneSlowRoundChangesNothing() {
    Rounds rounds = new Rounds(() -> now, Duration.ZERO, Duration.ZERO);
    var task =
        new Object() {
          int runs;
        };
    List<Double> medians =
        rounds.medians(List.of(() -> now += task.runs++ == 3 ? 900_000_000 : 5_000_000));
    assertThat(medians).containsExactly(5e6);
  }
}
