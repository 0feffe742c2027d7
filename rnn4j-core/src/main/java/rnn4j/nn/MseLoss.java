package rnn4j.nn;

import rnn4j.tensor.Tensor;

/// The squared error of each element, `(x - y)^2`, as `torch.nn.MSELoss`.
public final class MseLoss extends Module {
  private final Reduction reduction;

  /// Creates a loss that is the mean over all elements.
  public MseLoss() {
    this(Reduction.MEAN);
  }

  /// Creates a loss.
  public MseLoss(Reduction reduction) {
    this.reduction = reduction;
  }

  /// Returns the loss.
  ///
  /// @param input the prediction, of any shape
  /// @param target what it should be, of the same shape
  public Tensor forward(Tensor input, Tensor target) {
    Inputs.requireAlike("MseLoss.forward", input, target);
    Tensor error = input.minus(target);
    return reduction.apply(error.times(error));
  }

  @Override
  protected String typeName() {
    return "MSELoss";
  }
}
