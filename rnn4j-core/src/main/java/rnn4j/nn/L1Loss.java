package rnn4j.nn;

import rnn4j.tensor.Tensor;

/// The absolute error of each element, `|x - y|`, as `torch.nn.L1Loss`.
public final class L1Loss extends Module {
  private final Reduction reduction;

  /// Creates a loss that is the mean over all elements.
  public L1Loss() {
    this(Reduction.MEAN);
  }

  /// Creates a loss.
  public L1Loss(Reduction reduction) {
    this.reduction = reduction;
  }

  /// Returns the loss.
  ///
  /// @param input the prediction, of any shape
  /// @param target what it should be, of the same shape
  public Tensor forward(Tensor input, Tensor target) {
    Inputs.requireAlike("L1Loss.forward", input, target);
    return reduction.apply(input.minus(target).abs());
  }
}
