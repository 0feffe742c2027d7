package rnn4j.cli.forecast;

import rnn4j.cli.series.TimeSeries;

/// How well a forecaster does on the test part, in the units of the series.
///
/// @param oneStep of forecasts for the next row, from every observed row
/// @param horizon of forecasts for a whole horizon, all its steps together, from every observed row
///   that has so many rows after it
record Scores(Score oneStep, Score horizon) {

  static Scores of(TimeSeries series, Origins origins, double[][] forecasts) {
    var one = new Score.Sum();
    var whole = new Score.Sum();
    for (int i = 0; i < forecasts.length; i++) {
      int origin = origins.rows()[i];
      int horizon = forecasts[i].length;
      for (int h = 1; h <= horizon; h++) {
        if (origins.hasTarget(series, origin, h)) {
          double error = forecasts[i][h - 1] - series.value(origin + h);
          if (h == 1) {
            one.add(error);
          }
          if (origin + horizon < origins.end()) {
            whole.add(error);
          }
        }
      }
    }
    return new Scores(one.score(), whole.score());
  }
}
