package rnn4j.nn;

import rnn4j.tensor.Indices;
import rnn4j.tensor.Tensor;

/// The negative logarithm of the probability given to the right class, as `torch.nn.NLLLoss`. It
/// takes log-probabilities, as [rnn4j.tensor.Tensor#logSoftmax(int)] returns them;
/// [CrossEntropyLoss] takes scores.
public final class NllLoss extends Module {
  private final NllConfig config;

  /// Creates a loss that is the mean over all positions.
  public NllLoss() {
    this(NllConfig.of());
  }

  /// Creates a loss.
  public NllLoss(NllConfig config) {
    this.config = config;
  }

  /// Returns the loss.
  ///
  /// @param input log-probabilities, (N, C, d1, ...) or (C)
  /// @param target the right class, (N, d1, ...) or ()
  /// @throws IllegalArgumentException if shapes don't fit or there is no such class
  public Tensor forward(Tensor input, Indices target) {
    var targets =
        ClassTargets.of("NllLoss.forward", input, target, config.weight(), config.ignoreIndex());
    Tensor losses = targets.negativeLogLikelihood(input);
    return config.reduction() == Reduction.MEAN
        ? losses.sum().div(targets.totalWeight())
        : config.reduction().apply(losses);
  }

  @Override
  protected String typeName() {
    return "NLLLoss";
  }
}
