package rnn4j.cli.forecast;

/// Something that forecasts the rows after a row, knowing the series up to that row.
interface Forecaster {
  /// Returns the forecasts for the rows after each origin.
  ///
  /// @param origins the last known rows
  /// @return `(origins, horizon)`
  double[][] forecast(int[] origins);
}
