package rnn4j.tensor;

import rnn4j.kernel.Data;
import rnn4j.kernel.Op;
import rnn4j.kernel.Register;
import rnn4j.kernel.choice.ChosenKernels;

/// Operands of different shapes: sizes are aligned at the last dimension, and a size of 1, or a
/// missing one, is repeated.
final class Broadcast {
  private Broadcast() {}

  static Tensor apply(String name, Op op, Tensor a, Tensor b) {
    a.requireSameType(name, b);
    if (a.shape().equals(b.shape())) {
      return Pointwise.apply(op, a, b);
    }
    Shape shape = common(name, a.shape(), b.shape());
    if (a.shape().equals(shape) && repeatsRow(b.shape(), shape)) {
      return applyRow(op, a, b);
    }
    return Pointwise.apply(op, repeat(a, shape), repeat(b, shape));
  }

  /// Returns `x` repeated to a larger shape.
  static Tensor expand(Tensor x, Shape shape) {
    if (!common("expand", x.shape(), shape).equals(shape)) {
      throw new ShapeException(
          "Tensor.expand: shape is " + x.shape() + ", which cannot be repeated to " + shape);
    }
    if (x.shape().equals(shape)) {
      // Not the operand itself, which cannot come from itself.
      return x.reshape(shape.toArray());
    }
    return new Recording(repeat(x, shape)).wrt(x, g -> sumTo(g, x.shape())).done();
  }

  /// Returns `x` summed over all that was repeated to make it from `shape`: the gradient of a
  /// repetition. Sums run in double precision, elements in their order.
  static Tensor sumTo(Tensor x, Shape shape) {
    if (x.shape().equals(shape)) {
      return x;
    }
    int lanes = x.size(-1);
    int step = laneStep(shape, x.shape());
    int[] rows = rows(shape, x.shape());
    var sums = new double[shape.numel()];
    for (int row = 0; row < rows.length; row++) {
      for (int lane = 0; lane < lanes; lane++) {
        sums[rows[row] + step * lane] += x.data().get(row * lanes + lane);
      }
    }
    Data result = x.data().zeros(sums.length);
    for (int i = 0; i < sums.length; i++) {
      result.set(i, sums[i]);
    }
    return new Tensor(result, shape);
  }

  private static Shape common(String name, Shape a, Shape b) {
    int[] sizes = new int[Math.max(a.dim(), b.dim())];
    for (int d = 1; d <= sizes.length; d++) {
      int left = d <= a.dim() ? a.size(-d) : 1;
      int right = d <= b.dim() ? b.size(-d) : 1;
      if (left != right && left != 1 && right != 1) {
        throw new ShapeException(
            "Tensor."
                + name
                + ": shapes are "
                + a
                + " and "
                + b
                + ", expected equal sizes, or 1, in every dimension");
      }
      sizes[sizes.length - d] = left == 1 ? right : left;
    }
    return Shape.of(sizes);
  }

  /// Returns whether `small` is the last dimensions of `full`, as a bias is.
  private static boolean repeatsRow(Shape small, Shape full) {
    for (int d = 1; d <= small.dim(); d++) {
      if (small.size(-d) != full.size(-d)) {
        return false;
      }
    }
    return small.numel() > 1;
  }

  private static Tensor applyRow(Op op, Tensor a, Tensor row) {
    int lanes = row.numel();
    Data result = a.data().zeros(a.numel());
    var x = new Register(a.data(), 0, lanes);
    var y = new Register(row.data(), 0, 0);
    var d = new Register(result, 0, lanes);
    ChosenKernels.of(result).apply(op, 0, 0, a.numel() / lanes, lanes, d, x, y, x);
    return new Tensor(result, a.shape());
  }

  private static Tensor repeat(Tensor x, Shape shape) {
    if (x.shape().equals(shape)) {
      return x;
    }
    Data result = x.data().zeros(shape.numel());
    if (x.numel() == 1) {
      result.fill(0, shape.numel(), x.data().get(0));
      return new Tensor(result, shape);
    }
    int lanes = shape.size(-1);
    boolean repeated = laneStep(x.shape(), shape) == 0;
    int[] rows = rows(x.shape(), shape);
    for (int row = 0; row < rows.length; row++) {
      if (repeated) {
        result.fill(row * lanes, lanes, x.data().get(rows[row]));
      } else {
        x.data().copyTo(rows[row], result, row * lanes, lanes);
      }
    }
    return new Tensor(result, shape);
  }

  /// Returns how far apart in `small` two neighbours in the last dimension of `full` are.
  private static int laneStep(Shape small, Shape full) {
    return small.dim() > 0 && small.size(-1) == full.size(-1) ? 1 : 0;
  }

  /// Returns, for each row of `full`, where it starts in `small`; a row is all of the last
  /// dimension.
  private static int[] rows(Shape small, Shape full) {
    int last = full.dim() - 1;
    int[] step = new int[last];
    for (int d = 2; d <= small.dim(); d++) {
      step[full.dim() - d] = small.size(-d) == 1 ? 0 : small.stride(small.dim() - d);
    }
    int[] rows = new int[full.without(last).numel()];
    int[] index = new int[last];
    int at = 0;
    for (int row = 0; row < rows.length; row++) {
      rows[row] = at;
      for (int d = last - 1; d >= 0; d--) {
        at += step[d];
        if (++index[d] < full.size(d)) {
          break;
        }
        at -= step[d] * index[d];
        index[d] = 0;
      }
    }
    return rows;
  }
}
