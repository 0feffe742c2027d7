package rnn4j.nn;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import rnn4j.tensor.Indices;
import rnn4j.tensor.Tensor;

/// The cross entropy between classes given by their scores and the right class, or the right
/// probabilities, as `torch.nn.CrossEntropyLoss`. For scores `x` with `p = softmax(x)`, a right
/// class `y` and label smoothing `s`:
///
/// ```
/// -(1 - s) * weight_y * ln(p_y) - s / C * sum over c of weight_c * ln(p_c)
/// ```
///
/// The mean is the sum divided by the weights of all right classes that count.
///
/// ```java
/// Tensor scores = linear.forward(output);               // (batch, seqLen, vocabSize)
/// Tensor loss = new CrossEntropyLoss().forward(scores.transpose(1, 2), words);
/// ```
public final class CrossEntropyLoss extends Module {
  private static final String WHERE = "CrossEntropyLoss.forward";

  private final CrossEntropyConfig config;

  /// Creates a loss that is the mean over all positions.
  public CrossEntropyLoss() {
    this(CrossEntropyConfig.of());
  }

  /// Creates a loss.
  public CrossEntropyLoss(CrossEntropyConfig config) {
    this.config = config;
  }

  /// Returns the loss for right classes.
  ///
  /// @param input scores, (N, C, d1, ...) or (C)
  /// @param target the right class, (N, d1, ...) or ()
  /// @throws IllegalArgumentException if shapes don't fit or there is no such class
  public Tensor forward(Tensor input, Indices target) {
    var targets = ClassTargets.of(WHERE, input, target, config.weight(), config.ignoreIndex());
    Tensor logProbs = input.logSoftmax(ClassTargets.classDim(input));
    Tensor losses = targets.negativeLogLikelihood(logProbs);
    if (config.labelSmoothing() > 0) {
      double share = config.labelSmoothing() / input.size(ClassTargets.classDim(input));
      Tensor all = targets.counted(weighted(logProbs).sum(ClassTargets.classDim(input)));
      losses = losses.times(1 - config.labelSmoothing()).minus(all.times(share));
    }
    return config.reduction() == Reduction.MEAN
        ? losses.sum().div(targets.totalWeight())
        : config.reduction().apply(losses);
  }

  /// Returns the loss for right probabilities. The mean is over all positions.
  ///
  /// @param input scores, (N, C, d1, ...) or (C)
  /// @param target probabilities of the classes, of the same shape
  /// @throws IllegalArgumentException if shapes don't fit, or a target is to be ignored
  public Tensor forward(Tensor input, Tensor target) {
    Inputs.requireAlike(WHERE, input, target);
    ClassTargets.requireWeight(WHERE, input, config.weight());
    if (config.ignoreIndex() >= 0) {
      throw new IllegalArgumentException(
          WHERE
              + ": ignoreIndex is "
              + config.ignoreIndex()
              + ", expected none where targets are probabilities");
    }
    int dim = ClassTargets.classDim(input);
    double smoothing = config.labelSmoothing();
    Tensor smooth =
        smoothing == 0 ? target : target.times(1 - smoothing).plus(smoothing / input.size(dim));
    Tensor losses = weighted(input.logSoftmax(dim)).times(smooth).sum(dim).neg();
    return config.reduction().apply(losses);
  }

  /// Returns the log-probabilities times the weights of their classes.
  private Tensor weighted(Tensor logProbs) {
    @Nullable Tensor weight = config.weight();
    if (weight == null) {
      return logProbs;
    }
    int[] sizes = new int[Math.max(1, logProbs.dim() - 1)];
    Arrays.fill(sizes, 1);
    sizes[0] = weight.numel();
    return logProbs.times(weight.reshape(sizes));
  }
}
