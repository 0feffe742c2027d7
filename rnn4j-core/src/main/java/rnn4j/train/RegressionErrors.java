package rnn4j.train;

import rnn4j.tensor.Tensor;

/// The errors of predicted numbers.
public final class RegressionErrors {
  private double squares;
  private double absolutes;
  private long count;

  /// Begins with none.
  public RegressionErrors() {}

  /// Counts predictions.
  ///
  /// @param predicted of any shape
  /// @param actual of the same shape
  public void add(Tensor predicted, Tensor actual) {
    double[] found = predicted.toDoubleArray();
    double[] wanted = actual.toDoubleArray();
    for (int i = 0; i < found.length; i++) {
      double error = found[i] - wanted[i];
      squares += error * error;
      absolutes += Math.abs(error);
      count++;
    }
  }

  /// Returns the root mean squared error; NaN if nothing was counted.
  public double rmse() {
    return Math.sqrt(squares / count);
  }

  /// Returns the mean absolute error; NaN if nothing was counted.
  public double mae() {
    return absolutes / count;
  }
}
