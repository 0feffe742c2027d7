package rnn4j.cli.forecast;

import java.util.function.DoubleConsumer;

/// Takes numbers to mean 0 and standard deviation 1.
///
/// @param scale the standard deviation, or 1 where that is 0
record Standardisation(double mean, double scale) {

  double apply(double value) {
    return (value - mean) / scale;
  }

  /// Collects the numbers that decide a standardisation.
  static final class Fit implements DoubleConsumer {
    private long count;
    private double mean;
    private double squares;

    /// Welford's update, which loses no digits to a large mean.
    @Override
    public void accept(double value) {
      count++;
      double before = value - mean;
      mean += before / count;
      squares += before * (value - mean);
    }

    /// Returns the standardisation by mean and standard deviation.
    Standardisation standard() {
      return new Standardisation(mean, positive(Math.sqrt(squares / count)));
    }

    /// Returns a mere scaling, by the root of the mean square.
    Standardisation aroundZero() {
      return new Standardisation(0, positive(Math.sqrt(squares / count + mean * mean)));
    }

    /// Rounding leaves a trace of a spread where all numbers are equal.
    private double positive(double scale) {
      return scale > 1e-12 * Math.abs(mean) && scale > 0 ? scale : 1;
    }
  }
}
