package rnn4j.tensor;

import rnn4j.kernel.Data;
import rnn4j.kernel.Op;
import rnn4j.kernel.Register;

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
    return new Recording(repeat(x, shape)).wrt(x, g -> sumTo(g, x.shape())).done();
  }

  /// Returns `x` summed over all that was repeated to make it from `shape`: the gradient of a
  /// repetition.
  static Tensor sumTo(Tensor x, Shape shape) {
    if (x.shape().equals(shape)) {
      return x;
    }
    int[] source = sources(shape, x.shape());
    var sums = new double[shape.numel()];
    for (int i = 0; i < source.length; i++) {
      sums[source[i]] += x.data().get(i);
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
    result.kernels().apply(op, 0, 0, a.numel() / lanes, lanes, d, x, y, x);
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
    int[] source = sources(x.shape(), shape);
    for (int i = 0; i < source.length; i++) {
      x.data().copyTo(source[i], result, i, 1);
    }
    return new Tensor(result, shape);
  }

  /// Returns, for each element of `full`, which element of `small` stands there.
  private static int[] sources(Shape small, Shape full) {
    int dims = full.dim();
    int[] step = new int[dims];
    for (int d = 1; d <= small.dim(); d++) {
      step[dims - d] = small.size(-d) == 1 ? 0 : small.stride(small.dim() - d);
    }
    int[] source = new int[full.numel()];
    int[] index = new int[dims];
    int at = 0;
    for (int i = 0; i < source.length; i++) {
      source[i] = at;
      for (int d = dims - 1; d >= 0; d--) {
        at += step[d];
        if (++index[d] < full.size(d)) {
          break;
        }
        at -= step[d] * index[d];
        index[d] = 0;
      }
    }
    return source;
  }
}
