package rnn4j.tensor;

import java.util.function.IntConsumer;
import rnn4j.kernel.Op;
import rnn4j.threads.Workers;

/// Probabilities from scores, row by row along the last dimension. The largest score is subtracted
/// first, so that nothing overflows; sums run in double precision.
final class Softmax {
  /// What an element costs, in multiply-adds: an exponential, and sums in double precision.
  private static final int OPERATIONS = 50;

  private Softmax() {}

  static Tensor softmax(Tensor x, int dim) {
    if (x.shape().dimension(dim) < x.dim() - 1) {
      return softmax(x.transpose(dim, -1), -1).transpose(dim, -1);
    }
    Tensor y = zerosLike(x);
    forRows(
        x,
        at -> {
          Row scores = Row.of(x, at);
          Row result = Row.of(y, at);
          result.set(Op.SCALE, 1, -scores.max(), scores, scores);
          result.set(Op.EXP, 0, 0, result, result);
          result.set(Op.SCALE, 1 / result.sum(), -0.0, result, result);
        });
    return new Recording(y).wrt(x, g -> softmaxGradient(g, y)).done();
  }

  /// Returns `y * (g - sum(g * y))`.
  private static Tensor softmaxGradient(Tensor g, Tensor y) {
    Tensor gradient = zerosLike(y);
    forRows(
        y,
        at -> {
          Row upper = Row.of(g, at);
          Row result = Row.of(gradient, at);
          result.set(Op.SCALE, 1, -upper.dot(Row.of(y, at)), upper, upper);
          result.set(Op.MUL, 0, 0, result, Row.of(y, at));
        });
    return gradient;
  }

  static Tensor logSoftmax(Tensor x, int dim) {
    if (x.shape().dimension(dim) < x.dim() - 1) {
      return logSoftmax(x.transpose(dim, -1), -1).transpose(dim, -1);
    }
    Tensor y = zerosLike(x);
    forRows(
        x,
        at -> {
          Row scores = Row.of(x, at);
          Row result = Row.of(y, at);
          Row scratch = Row.of(Tensor.zeros(x.dtype(), x.size(-1)), 0);
          result.set(Op.SCALE, 1, -scores.max(), scores, scores);
          scratch.set(Op.EXP, 0, 0, result, result);
          result.set(Op.SCALE, 1, -StrictMath.log(scratch.sum()), result, result);
        });
    return new Recording(y).wrt(x, g -> logSoftmaxGradient(g, y)).done();
  }

  /// Returns `g - e^y * sum(g)`.
  private static Tensor logSoftmaxGradient(Tensor g, Tensor y) {
    Tensor gradient = zerosLike(y);
    forRows(
        y,
        at -> {
          Row upper = Row.of(g, at);
          Row result = Row.of(gradient, at);
          result.set(Op.EXP, 0, 0, Row.of(y, at), upper);
          result.set(Op.SCALE_ADD, -upper.sum(), 0, result, upper);
        });
    return gradient;
  }

  /// Does something for each row, with its first element; threads share the rows.
  private static void forRows(Tensor x, IntConsumer task) {
    int width = x.size(-1);
    int rows = width == 0 ? 0 : x.numel() / width;
    int parts = Workers.parts(rows, (long) x.numel() * OPERATIONS);
    Workers.run(
        parts,
        part -> {
          int end = Workers.start(rows, parts, part + 1);
          for (int row = Workers.start(rows, parts, part); row < end; row++) {
            task.accept(row * width);
          }
        });
  }

  private static Tensor zerosLike(Tensor x) {
    return new Tensor(x.data().zeros(x.numel()), x.shape());
  }
}
