package rnn4j.nn;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import rnn4j.kernel.Data;
import rnn4j.tensor.Gradients;
import rnn4j.tensor.Indices;
import rnn4j.tensor.Shape;
import rnn4j.tensor.ShapeException;
import rnn4j.tensor.Tensor;

/// Which class is right at every position of scores (N, C, d1, ...) or (C), and what it counts.
final class ClassTargets {
  private static final int IGNORED = -1;

  private final int[] targets;
  private final Shape shape;
  private final int classes;

  /// How many positions the scores of one class have next to each other: the product of d1, ...
  private final int stride;

  /// What each position counts, the weight of its class; 0 where the target is to be ignored.
  private final double[] weights;

  private ClassTargets(Tensor scores, Indices target, @Nullable Tensor weight, int ignoreIndex) {
    this.targets = target.toArray();
    this.shape = target.shape();
    this.classes = scores.size(classDim(scores));
    int stride = 1;
    for (int d = 2; d < scores.dim(); d++) {
      stride *= scores.size(d);
    }
    this.stride = stride;
    this.weights = new double[targets.length];
    for (int i = 0; i < targets.length; i++) {
      if (targets[i] == ignoreIndex) {
        targets[i] = IGNORED;
      } else {
        weights[i] = weight == null ? 1 : weight.get(targets[i]);
      }
    }
  }

  /// Checks shapes and targets.
  static ClassTargets of(
      String where, Tensor scores, Indices target, @Nullable Tensor weight, int ignoreIndex) {
    Shape expected = positions(where, scores);
    if (!target.shape().equals(expected)) {
      throw new ShapeException(
          "%s: target has shape %s, expected %s for input %s"
              .formatted(where, target.shape(), expected, scores.shape()));
    }
    int classes = scores.size(classDim(scores));
    requireWeight(where, scores, weight);
    for (int value : target.toArray()) {
      if (value != ignoreIndex && (value < 0 || value >= classes)) {
        throw new IllegalArgumentException(
            "%s: target is %d, expected at least 0 and less than %d, or ignoreIndex=%d"
                .formatted(where, value, classes, ignoreIndex));
      }
    }
    return new ClassTargets(scores, target, weight, ignoreIndex);
  }

  /// Returns which dimension of scores counts the classes.
  static int classDim(Tensor scores) {
    return Math.min(1, scores.dim() - 1);
  }

  /// Returns the shape of what stands at every position: that of the scores without classes.
  private static Shape positions(String where, Tensor scores) {
    if (scores.dim() == 0) {
      throw new ShapeException(where + ": input has shape (), expected (N, C, ...) or (C)");
    }
    int classDim = classDim(scores);
    return Shape.of(
        IntStream.range(0, scores.dim()).filter(d -> d != classDim).map(scores::size).toArray());
  }

  static void requireWeight(String where, Tensor scores, @Nullable Tensor weight) {
    if (weight == null) {
      return;
    }
    Shape expected = Shape.of(scores.size(classDim(scores)));
    if (!weight.shape().equals(expected) || weight.dtype() != scores.dtype()) {
      throw new ShapeException(
          "%s: weight is %s %s, expected one for each class, %s %s"
              .formatted(where, weight.shape(), weight.dtype(), expected, scores.dtype()));
    }
  }

  /// Returns what all positions count together.
  double totalWeight() {
    return Arrays.stream(weights).sum();
  }

  /// Returns at every position the negative log-probability of the right class times its weight, 0
  /// where it is ignored.
  Tensor negativeLogLikelihood(Tensor logProbs) {
    Data result = logProbs.data().zeros(targets.length);
    for (int i = 0; i < targets.length; i++) {
      if (targets[i] != IGNORED) {
        result.set(i, -weights[i] * logProbs.data().get(place(i)));
      }
    }
    return recorded(
        logProbs,
        result,
        g -> {
          Data gradient = g.zeros(logProbs.numel());
          for (int i = 0; i < targets.length; i++) {
            if (targets[i] != IGNORED) {
              gradient.set(place(i), -weights[i] * g.get(i));
            }
          }
          return gradient;
        });
  }

  /// Returns the values at all positions but those to be ignored, where it returns 0.
  Tensor counted(Tensor values) {
    return recorded(values, counted(values.data()), this::counted);
  }

  private Data counted(Data values) {
    Data result = values.zeros(targets.length);
    for (int i = 0; i < targets.length; i++) {
      result.set(i, targets[i] == IGNORED ? 0 : values.get(i));
    }
    return result;
  }

  private interface GradientOfData {
    Data of(Data gradient);
  }

  private Tensor recorded(Tensor input, Data result, GradientOfData gradient) {
    Tensor output = Tensor.wrap(result, shape);
    Gradients.record(
        List.of(input),
        List.of(output),
        gradResults ->
            gradResults.stream()
                .<@Nullable Tensor>map(
                    g -> g == null ? null : Tensor.wrap(gradient.of(g.data()), input.shape()))
                .toList());
    return output;
  }

  /// Returns where in the scores the right class of a position stands.
  private int place(int position) {
    int row = position / stride;
    return (row * classes + targets[position]) * stride + position % stride;
  }
}
