package rnn4j.tensor;

import rnn4j.kernel.Data;

/// Sums and means over dimensions. Sums run in double precision and are rounded once at the end.
final class Reductions {
  private Reductions() {}

  static Tensor sum(Tensor x) {
    return new Recording(scalar(x, total(x))).wrt(x, g -> g.expand(x.shape().toArray())).done();
  }

  static Tensor mean(Tensor x) {
    return new Recording(scalar(x, total(x) / x.numel()))
        .wrt(x, g -> g.div(x.numel()).expand(x.shape().toArray()))
        .done();
  }

  private static double total(Tensor x) {
    double sum = 0;
    for (int i = 0; i < x.numel(); i++) {
      sum += x.data().get(i);
    }
    return sum;
  }

  private static Tensor scalar(Tensor like, double value) {
    Data data = like.data().zeros(1);
    data.set(0, value);
    return new Tensor(data, Shape.of());
  }

  static Tensor sum(Tensor x, int... dims) {
    Shape kept = kept(x.shape(), dims);
    Shape rest = kept;
    boolean[] summed = summed(x.shape(), dims);
    for (int d = x.dim() - 1; d >= 0; d--) {
      rest = summed[d] ? rest.without(d) : rest;
    }
    Tensor result = new Tensor(Broadcast.sumTo(x, kept).data(), rest);
    return new Recording(result)
        .wrt(x, g -> g.reshape(kept.toArray()).expand(x.shape().toArray()))
        .done();
  }

  static Tensor mean(Tensor x, int... dims) {
    return sum(x, dims).div((double) x.numel() / kept(x.shape(), dims).numel());
  }

  /// Returns the shape with the summed dimensions at size 1.
  private static Shape kept(Shape shape, int... dims) {
    boolean[] summed = summed(shape, dims);
    Shape kept = shape;
    for (int d = 0; d < summed.length; d++) {
      kept = summed[d] ? kept.with(d, 1) : kept;
    }
    return kept;
  }

  private static boolean[] summed(Shape shape, int... dims) {
    var summed = new boolean[shape.dim()];
    for (int dim : dims) {
      summed[shape.dimension(dim)] = true;
    }
    return summed;
  }
}
