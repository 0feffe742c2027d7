package rnn4j.cli.net;

import java.util.stream.IntStream;
import rnn4j.nn.CrossEntropyConfig;
import rnn4j.nn.CrossEntropyLoss;
import rnn4j.nn.Reduction;
import rnn4j.tensor.Indices;
import rnn4j.tensor.Tensor;
import rnn4j.train.Loss;

/// The cross entropy of scores, summed over the targets that count.
public final class CrossEntropy {
  /// A target that does not count.
  public static final int IGNORED = -100;

  private final CrossEntropyLoss loss =
      new CrossEntropyLoss(
          CrossEntropyConfig.of().withReduction(Reduction.SUM).withIgnoreIndex(IGNORED));

  /// Returns the loss.
  ///
  /// @param scores (..., classes)
  /// @param targets one for each of the rows
  public Loss loss(Tensor scores, Indices targets) {
    int[] rows = targets.toArray();
    long count = IntStream.of(rows).filter(target -> target != IGNORED).count();
    Tensor sum = loss.forward(scores.reshape(-1, scores.size(-1)), Indices.of(rows));
    return new Loss(sum, count);
  }
}
