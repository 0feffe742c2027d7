package rnn4j.nn;

import rnn4j.tensor.Tensor;

/// Half the squared error of each element where that is small, and linear beyond, as
/// `torch.nn.HuberLoss`. With the error `e = |x - y|`:
///
/// ```
/// e^2 / 2                      where e <= delta
/// delta * (e - delta / 2)      elsewhere
/// ```
public final class HuberLoss extends Module {
  private final double delta;
  private final Reduction reduction;

  /// Creates a loss with `delta` 1 that is the mean over all elements.
  public HuberLoss() {
    this(1, Reduction.MEAN);
  }

  /// Creates a loss.
  ///
  /// @param delta where the loss becomes linear, above 0
  public HuberLoss(double delta, Reduction reduction) {
    if (!(delta > 0)) {
      throw new IllegalArgumentException("HuberLoss: delta is " + delta + ", expected more than 0");
    }
    this.delta = delta;
    this.reduction = reduction;
  }

  /// Returns the loss.
  ///
  /// @param input the prediction, of any shape
  /// @param target what it should be, of the same shape
  public Tensor forward(Tensor input, Tensor target) {
    Inputs.requireAlike("HuberLoss.forward", input, target);
    return reduction.apply(of(input.minus(target).abs(), delta));
  }

  /// Returns the loss of each error: both lines of the definition are `q * (e - q / 2)` with `q =
  /// min(e, delta)`.
  static Tensor of(Tensor error, double delta) {
    Tensor q = error.clip(0, delta);
    return q.times(error.minus(q.times(0.5)));
  }
}
