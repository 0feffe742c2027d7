package rnn4j.optim;

/// Multiplies the learning rate by `gamma` in every step, as `ExponentialLR`.
///
/// @param gamma the factor
public record ExponentialLr(double gamma) implements Schedule {

  @Override
  public double lr(double initial, long t) {
    return initial * StrictMath.pow(gamma, (double) t);
  }
}
