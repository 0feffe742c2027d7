package rnn4j.cli.forecast;

import java.util.OptionalInt;
import rnn4j.cli.CliException;
import rnn4j.cli.series.Season;
import rnn4j.cli.series.Split;
import rnn4j.cli.series.TimeSeries;
import rnn4j.cli.series.Trend;

/// How a series will be cut and seen. All that is not given is decided by the training part alone.
///
/// @param lag the season as the model uses it: 1 if there is none, or if the training part has too
///   few of them to learn from what was a season before
/// @param horizon how many rows are forecast at once
/// @param window how many rows the model sees
record Plan(Split split, Season season, Trend trend, int lag, int horizon, int window) {
  private static final int MIN_SEASONS_TO_LEARN = 4;
  private static final int MIN_TRAINING_WINDOWS = 8;
  private static final int MIN_WINDOW = 4;
  private static final int USUAL_WINDOW = 24;
  private static final int MAX_WINDOW = 128;
  private static final int HORIZON_WITHOUT_SEASON = 10;
  private static final int MAX_HORIZON = 60;

  static Plan of(TimeSeries series, PlanOptions options) {
    Split split = Split.of(series.length(), options.validation(), options.test());
    double[] training = series.values(0, split.validationStart());
    Season season = season(training, series, options.season());
    Trend trend = Trend.of(training, season.length());
    int lag = training.length >= MIN_SEASONS_TO_LEARN * season.length() ? season.length() : 1;
    int horizon = horizon(split, season, options.horizon());
    int window = window(split, lag, options.window());
    return new Plan(split, season, trend, lag, horizon, window);
  }

  private static Season season(double[] training, TimeSeries series, OptionalInt given) {
    if (given.isEmpty()) {
      return Season.detect(training, series.axis().step());
    }
    int length = given.getAsInt();
    if (length > training.length / 2) {
      throw new CliException(
          "--season is %d, expected at most %d: the training part has %d rows, which should hold two seasons"
              .formatted(length, training.length / 2, training.length));
    }
    return new Season(length, length == 1 ? "none, as told" : "as told");
  }

  /// One season ahead, if that is neither too long nor more than the test part can show.
  private static int horizon(Split split, Season season, OptionalInt given) {
    if (given.isPresent()) {
      if (given.getAsInt() > split.testRows()) {
        throw new CliException(
            "--horizon is %d, expected at most %d, the rows of the test part"
                .formatted(given.getAsInt(), split.testRows()));
      }
      return given.getAsInt();
    }
    int wished = season.exists() ? Math.min(season.length(), MAX_HORIZON) : HORIZON_WITHOUT_SEASON;
    return Math.max(1, Math.min(wished, split.testRows() / 2));
  }

  /// Two seasons, if the training part is long enough to be cut into such windows.
  private static int window(Split split, int lag, OptionalInt given) {
    int training = split.trainingRows();
    if (given.isPresent()) {
      int needed = given.getAsInt() - 1 + lag + MIN_TRAINING_WINDOWS;
      if (training < needed) {
        throw new CliException(
            "--window is %d, expected at most %d: the training part has %d rows, and a window needs %s%d before it can be used"
                .formatted(
                    given.getAsInt(),
                    training - MIN_TRAINING_WINDOWS - lag + 1,
                    training,
                    lag > 1 ? "with the season " : "",
                    given.getAsInt() - 1 + lag));
      }
      return given.getAsInt();
    }
    int wished = Math.clamp(2L * lag, USUAL_WINDOW, MAX_WINDOW);
    return Math.max(MIN_WINDOW, Math.min(wished, (training - lag) / 3));
  }

  /// Returns the first row with enough history before it to be an origin of the model.
  int firstOrigin() {
    return window - 1 + lag;
  }

  Origins trainingOrigins(TimeSeries series) {
    return Origins.of(series, firstOrigin() + 1, split.validationStart(), horizon);
  }

  Origins validationOrigins(TimeSeries series) {
    return Origins.of(series, split.validationStart(), split.testStart(), horizon);
  }

  Origins testOrigins(TimeSeries series) {
    return Origins.of(series, split.testStart(), split.end(), horizon);
  }
}
