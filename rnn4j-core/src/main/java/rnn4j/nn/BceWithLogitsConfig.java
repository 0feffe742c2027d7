package rnn4j.nn;

import org.jspecify.annotations.Nullable;
import rnn4j.tensor.Tensor;

/// The options of a [BceWithLogitsLoss]; names and defaults are those of
/// `torch.nn.BCEWithLogitsLoss`.
///
/// @param weight factor of the loss of each element, broadcast to the input; null for 1
/// @param posWeight factor of the positive part of the loss, broadcast to the input; null for 1
/// @param reduction what is made of the losses of single elements
@SuppressWarnings("exports") // of @Nullable, see module-info
public record BceWithLogitsConfig(
    @Nullable Tensor weight, @Nullable Tensor posWeight, Reduction reduction) {

  /// Returns PyTorch's defaults: the mean, without weights.
  public static BceWithLogitsConfig of() {
    return new BceWithLogitsConfig(null, null, Reduction.MEAN);
  }

  /// Returns this with a factor for each element.
  public BceWithLogitsConfig withWeight(Tensor weight) {
    return new BceWithLogitsConfig(weight, posWeight, reduction);
  }

  /// Returns this with a factor for positive examples.
  public BceWithLogitsConfig withPosWeight(Tensor posWeight) {
    return new BceWithLogitsConfig(weight, posWeight, reduction);
  }

  /// Returns this with another reduction.
  public BceWithLogitsConfig withReduction(Reduction reduction) {
    return new BceWithLogitsConfig(weight, posWeight, reduction);
  }
}
