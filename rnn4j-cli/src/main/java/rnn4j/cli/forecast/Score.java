package rnn4j.cli.forecast;

/// The errors of a forecaster on a number of points.
///
/// @param rmse root of the mean squared error; NaN without points
/// @param mae mean absolute error; NaN without points
/// @param points how many targets were compared
record Score(double rmse, double mae, long points) {

  /// Adds up errors.
  static final class Sum {
    private double squares;
    private double absolutes;
    private long points;

    void add(double error) {
      squares += error * error;
      absolutes += Math.abs(error);
      points++;
    }

    Score score() {
      return new Score(Math.sqrt(squares / points), absolutes / points, points);
    }
  }
}
