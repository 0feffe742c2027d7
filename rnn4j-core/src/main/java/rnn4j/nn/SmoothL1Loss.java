package rnn4j.nn;

import rnn4j.tensor.Tensor;

/// The absolute error of each element, rounded off near zero, as `torch.nn.SmoothL1Loss`. With the
/// error `e = |x - y|`:
///
/// ```
/// e^2 / (2 * beta)      where e < beta
/// e - beta / 2          elsewhere
/// ```
public final class SmoothL1Loss extends Module {
  private final double beta;
  private final Reduction reduction;

  /// Creates a loss with `beta` 1 that is the mean over all elements.
  public SmoothL1Loss() {
    this(1, Reduction.MEAN);
  }

  /// Creates a loss.
  ///
  /// @param beta where the loss becomes linear, at least 0
  public SmoothL1Loss(double beta, Reduction reduction) {
    if (!(beta >= 0)) {
      throw new IllegalArgumentException("SmoothL1Loss: beta is " + beta + ", expected at least 0");
    }
    this.beta = beta;
    this.reduction = reduction;
  }

  /// Returns the loss.
  ///
  /// @param input the prediction, of any shape
  /// @param target what it should be, of the same shape
  public Tensor forward(Tensor input, Tensor target) {
    Inputs.requireAlike("SmoothL1Loss.forward", input, target);
    Tensor error = input.minus(target).abs();
    return reduction.apply(beta == 0 ? error : HuberLoss.of(error, beta).div(beta));
  }
}
