package rnn4j.nn;

import org.jspecify.annotations.Nullable;
import rnn4j.tensor.Tensor;

/// The options of an [NllLoss]; names and defaults are those of `torch.nn.NLLLoss`.
///
/// @param weight factor of each class, `(C)`; null for 1
/// @param ignoreIndex target of the positions that do not count
/// @param reduction what is made of the losses of single positions; the mean divides by the weights
///   of the targets that count
@SuppressWarnings("exports") // of @Nullable, see module-info
public record NllConfig(@Nullable Tensor weight, int ignoreIndex, Reduction reduction) {

  /// Returns PyTorch's defaults: the mean, without weights, -100 ignored.
  public static NllConfig of() {
    return new NllConfig(null, -100, Reduction.MEAN);
  }

  /// Returns this with a factor for each class.
  public NllConfig withWeight(Tensor weight) {
    return new NllConfig(weight, ignoreIndex, reduction);
  }

  /// Returns this with another target that does not count.
  public NllConfig withIgnoreIndex(int ignoreIndex) {
    return new NllConfig(weight, ignoreIndex, reduction);
  }

  /// Returns this with another reduction.
  public NllConfig withReduction(Reduction reduction) {
    return new NllConfig(weight, ignoreIndex, reduction);
  }
}
