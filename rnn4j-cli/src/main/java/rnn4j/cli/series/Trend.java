package rnn4j.cli.series;

/// Whether a series goes up or down in the long run, and how fast.
///
/// @param present whether the training part has a trend
/// @param season the distance over which changes are taken: the season, or 1 without one
public record Trend(boolean present, int season) {

  /// Tests the mean change over a season against its standard error: blocks of one season each give
  /// one mean, and there is a trend if the mean of these is more than two standard errors from
  /// zero.
  ///
  /// @param training the values of the training part
  public static Trend of(double[] training, int season) {
    int blocks = (training.length - season) / season;
    if (blocks < 3) {
      return new Trend(false, season);
    }
    double[] means = new double[blocks];
    for (int b = 0; b < blocks; b++) {
      for (int i = 0; i < season; i++) {
        int t = (b + 1) * season + i;
        means[b] += (training[t] - training[t - season]) / season;
      }
    }
    double mean = 0;
    for (double m : means) {
      mean += m / blocks;
    }
    double squares = 0;
    for (double m : means) {
      squares += (m - mean) * (m - mean);
    }
    double standardError = Math.sqrt(squares / (blocks - 1) / blocks);
    return new Trend(mean != 0 && Math.abs(mean) > 2 * standardError, season);
  }

  /// Returns for every row the mean change per row, over all that was seen up to that row; zeros if
  /// there is no trend.
  public double[] slopes(TimeSeries series) {
    double[] slopes = new double[series.length()];
    double sum = 0;
    for (int t = season; present && t < slopes.length; t++) {
      sum += series.value(t) - series.value(t - season);
      slopes[t] = sum / (t - season + 1) / season;
    }
    return slopes;
  }
}
