package rnn4j.cli.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import rnn4j.cli.series.TimeSeries;

/// Oracle: arithmetic by hand.
final class ScoresTest {

  @Test
  void errorsAreThoseOfOneStepAndOfWholeHorizonsInsideThePart() {
    TimeSeries series = TimeSeries.of("x", 0, 0, 10, 20, 30, 40);
    Origins origins = Origins.of(series, 2, 6, 2);
    assertThat(origins.rows()).containsExactly(1, 2, 3, 4);
    double[][] forecasts = {{11, 17}, {20, 34}, {28, 99}, {40, 99}};
    Scores scores = Scores.of(series, origins, forecasts);
    // one step: 1, 0, -2, 0; whole horizons end at row 5 at the latest: 1, -3 / 0, 4 / -2, 59
    assertThat(scores.oneStep().points()).isEqualTo(4);
    assertThat(scores.oneStep().rmse()).isCloseTo(Math.sqrt(5 / 4.0), within(1e-15));
    assertThat(scores.oneStep().mae()).isEqualTo(3 / 4.0);
    assertThat(scores.horizon().points()).isEqualTo(6);
    assertThat(scores.horizon().rmse())
        .isCloseTo(Math.sqrt((1 + 9 + 0 + 16 + 4 + 59 * 59) / 6.0), within(1e-13));
    assertThat(scores.horizon().mae()).isEqualTo((1 + 3 + 0 + 4 + 2 + 59) / 6.0);
  }

  @Test
  void filledValuesAreNeitherScoredNorOrigins() {
    TimeSeries series = TimeSeries.of("x", 1, 2, 3, Double.NaN, 5, 6, 7);
    Origins origins = Origins.of(series, 2, 7, 2);
    assertThat(origins.rows()).containsExactly(1, 2, 4, 5); // not 3
    double[][] forecasts = {{3, 100}, {100, 5}, {6, 7}, {7, 100}};
    Scores scores = Scores.of(series, origins, forecasts);
    assertThat(scores.oneStep()).isEqualTo(new Score(0, 0, 3)); // rows 2, 5, 6
    assertThat(scores.horizon()).isEqualTo(new Score(0, 0, 4)); // rows 2, 4, 5, 6
  }

  @Test
  void withoutPointsThereIsNoScore() {
    Score score = new Score.Sum().score();
    assertThat(score.rmse()).isNaN();
    assertThat(score.mae()).isNaN();
  }
}
