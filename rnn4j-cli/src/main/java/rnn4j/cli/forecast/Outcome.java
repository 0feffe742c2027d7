package rnn4j.cli.forecast;

import java.util.List;
import rnn4j.cli.series.TimeSeries;

/// All that came out of a run: what is printed, plotted and written is taken from here.
///
/// @param test the origins on which the test part was scored
/// @param model what the model forecasts
/// @param lastValue what the first baseline forecasts
/// @param seasonAgo what the second baseline forecasts
/// @param spread for each step of the horizon, the model's root mean squared error in the
///   validation part
record Outcome(
    TimeSeries series,
    Plan plan,
    LstmForecaster forecaster,
    List<EpochLoss> losses,
    int bestEpoch,
    Origins test,
    Forecasts model,
    Forecasts lastValue,
    Forecasts seasonAgo,
    List<Double> spread) {

  /// Where 80 of 100 values of a normal distribution lie: so many standard deviations around its
  /// mean.
  private static final double EIGHTY_PERCENT = 1.2816;

  /// The forecasts of one forecaster.
  ///
  /// @param test `(origins, horizon)`, from the origins of the test part
  /// @param future `(horizon)`, from the last row
  /// @param scores on the test part
  record Forecasts(List<List<Double>> test, List<Double> future, Scores scores) {

    static Forecasts of(TimeSeries series, Origins origins, Forecaster forecaster) {
      double[][] test = forecaster.forecast(origins.rows());
      double[] future = forecaster.forecast(new int[] {series.length() - 1})[0];
      return new Forecasts(
          java.util.Arrays.stream(test).map(Forecasts::list).toList(),
          list(future),
          Scores.of(series, origins, test));
    }

    private static List<Double> list(double[] values) {
      return java.util.Arrays.stream(values).boxed().toList();
    }
  }

  int horizon() {
    return plan.horizon();
  }

  /// Returns the lower end of the range in which the model expects 80 of 100 values, `h` rows after
  /// the last.
  double low(int h) {
    return model.future().get(h - 1) - EIGHTY_PERCENT * spread.get(h - 1);
  }

  /// Returns the upper end of that range.
  double high(int h) {
    return model.future().get(h - 1) + EIGHTY_PERCENT * spread.get(h - 1);
  }
}
