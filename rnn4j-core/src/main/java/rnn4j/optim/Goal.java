package rnn4j.optim;

/// Which of two numbers is the better one.
public enum Goal {
  /// The smaller one, as of losses.
  MIN,
  /// The larger one, as of accuracies.
  MAX;

  /// Returns the worst number there is.
  public double worst() {
    return this == MIN ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
  }

  /// Returns whether one number is better than another; NaN never is.
  public boolean isBetter(double value, double than) {
    return this == MIN ? value < than : value > than;
  }
}
