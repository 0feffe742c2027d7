package rnn4j.cli.series;

import rnn4j.cli.CliException;

/// Where a series is cut, by time: training first, then validation, then test.
///
/// @param validationStart the first row of the validation part; training is all before
/// @param testStart the first row of the test part
/// @param end the length of the series
public record Split(int validationStart, int testStart, int end) {

  /// Cuts off the given shares at the end.
  ///
  /// @throws CliException if a part would be too short to be of use
  public static Split of(int length, double validation, double test) {
    int testRows = (int) Math.round(length * test);
    int validationRows = (int) Math.round(length * validation);
    int training = length - validationRows - testRows;
    if (training < 16 || validationRows < 4 || testRows < 4) {
      throw new CliException(
          "too few rows: %d give %d for training, %d for validation, %d for the test, expected at least 16, 4 and 4"
              .formatted(length, training, validationRows, testRows));
    }
    return new Split(training, training + validationRows, length);
  }

  /// Returns how many rows the training part has.
  public int trainingRows() {
    return validationStart;
  }

  /// Returns how many rows the validation part has.
  public int validationRows() {
    return testStart - validationStart;
  }

  /// Returns how many rows the test part has.
  public int testRows() {
    return end - testStart;
  }
}
