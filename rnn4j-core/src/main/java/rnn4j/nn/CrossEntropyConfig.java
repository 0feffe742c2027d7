package rnn4j.nn;

import org.jspecify.annotations.Nullable;
import rnn4j.tensor.Tensor;

/// The options of a [CrossEntropyLoss]; names and defaults are those of
/// `torch.nn.CrossEntropyLoss`.
///
/// @param weight factor of each class, `(C)`; null for 1
/// @param ignoreIndex target of the positions that do not count
/// @param reduction what is made of the losses of single positions
/// @param labelSmoothing share of the target, of `[0, 1]`, that is spread over all classes
@SuppressWarnings("exports") // of @Nullable, see module-info
public record CrossEntropyConfig(
    @Nullable Tensor weight, int ignoreIndex, Reduction reduction, double labelSmoothing) {

  /// Checks the options.
  public CrossEntropyConfig {
    if (!(labelSmoothing >= 0 && labelSmoothing <= 1)) {
      throw new IllegalArgumentException(
          "CrossEntropyConfig: labelSmoothing is " + labelSmoothing + ", expected one in [0, 1]");
    }
  }

  /// Returns PyTorch's defaults: the mean, without weights, -100 ignored, no smoothing.
  public static CrossEntropyConfig of() {
    return new CrossEntropyConfig(null, -100, Reduction.MEAN, 0);
  }

  /// Returns this with a factor for each class.
  public CrossEntropyConfig withWeight(Tensor weight) {
    return new CrossEntropyConfig(weight, ignoreIndex, reduction, labelSmoothing);
  }

  /// Returns this with another target that does not count.
  public CrossEntropyConfig withIgnoreIndex(int ignoreIndex) {
    return new CrossEntropyConfig(weight, ignoreIndex, reduction, labelSmoothing);
  }

  /// Returns this with another reduction.
  public CrossEntropyConfig withReduction(Reduction reduction) {
    return new CrossEntropyConfig(weight, ignoreIndex, reduction, labelSmoothing);
  }

  /// Returns this with another share of the target spread over all classes.
  public CrossEntropyConfig withLabelSmoothing(double labelSmoothing) {
    return new CrossEntropyConfig(weight, ignoreIndex, reduction, labelSmoothing);
  }
}
