package rnn4j.nn;

import org.jspecify.annotations.Nullable;
import rnn4j.tensor.Tensor;

/// The cross entropy of a probability that is given by its logit, as `torch.nn.BCEWithLogitsLoss`.
/// For a logit `x` and a target `y` of `[0, 1]`:
///
/// ```
/// weight * -(posWeight * y * ln(sigmoid(x)) + (1 - y) * ln(1 - sigmoid(x)))
/// ```
///
/// computed without overflow as `(1 - y) * x + (1 + (posWeight - 1) * y) * softplus(-x)`.
public final class BceWithLogitsLoss extends Module {
  private final BceWithLogitsConfig config;

  /// Creates a loss that is the mean over all elements.
  public BceWithLogitsLoss() {
    this(BceWithLogitsConfig.of());
  }

  /// Creates a loss.
  public BceWithLogitsLoss(BceWithLogitsConfig config) {
    this.config = config;
  }

  /// Returns the loss.
  ///
  /// @param input logits, of any shape
  /// @param target probabilities, of the same shape
  public Tensor forward(Tensor input, Tensor target) {
    Inputs.requireAlike("BceWithLogitsLoss.forward", input, target);
    Tensor negative = target.neg().plus(1).times(input);
    Tensor positive = input.neg().softplus();
    @Nullable Tensor posWeight = config.posWeight();
    if (posWeight != null) {
      positive = target.times(posWeight.minus(1)).plus(1).times(positive);
    }
    Tensor losses = negative.plus(positive);
    @Nullable Tensor weight = config.weight();
    return config.reduction().apply(weight == null ? losses : losses.times(weight));
  }

  @Override
  protected String typeName() {
    return "BCEWithLogitsLoss";
  }
}
