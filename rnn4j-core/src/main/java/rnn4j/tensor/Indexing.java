package rnn4j.tensor;

import rnn4j.kernel.Data;

/// Elements chosen by number.
final class Indexing {
  private Indexing() {}

  static Tensor embedding(Tensor weight, Indices indices) {
    if (weight.dim() != 2) {
      throw new ShapeException(
          "Tensor.embedding: shape is " + weight.shape() + ", expected (n, d)");
    }
    indices.requireBelow(weight.size(0), "Tensor.embedding");
    int width = weight.size(1);
    Shape shape = indices.shape().insert(indices.shape().dim(), width);
    Data result = weight.data().zeros(shape.numel());
    for (int i = 0; i < indices.numel(); i++) {
      weight.data().copyTo(indices.at(i) * width, result, i * width, width);
    }
    return new Recording(new Tensor(result, shape))
        .wrt(weight, g -> addRows(g, indices, weight.shape()))
        .done();
  }

  private static Tensor addRows(Tensor gradient, Indices indices, Shape shape) {
    int width = shape.size(1);
    Data result = gradient.data().zeros(shape.numel());
    for (int i = 0; i < indices.numel(); i++) {
      for (int k = 0; k < width; k++) {
        int at = indices.at(i) * width + k;
        result.set(at, result.get(at) + gradient.data().get(i * width + k));
      }
    }
    return new Tensor(result, shape);
  }

  static Tensor gather(Tensor x, int dim, Indices indices) {
    int d = x.shape().dimension(dim);
    Shape shape = indices.shape();
    if (shape.dim() != x.dim() || exceeds(shape.with(d, 0), x.shape())) {
      throw new ShapeException(
          "Tensor.gather: indices have shape "
              + shape
              + ", expected as many dimensions as "
              + x.shape()
              + " and no larger sizes but in dimension "
              + d);
    }
    indices.requireBelow(x.size(d), "Tensor.gather");
    int[] places = places(x.shape(), d, indices);
    Data result = x.data().zeros(places.length);
    for (int i = 0; i < places.length; i++) {
      x.data().copyTo(places[i], result, i, 1);
    }
    return new Recording(new Tensor(result, shape)).wrt(x, g -> addAt(g, places, x.shape())).done();
  }

  private static boolean exceeds(Shape shape, Shape bound) {
    for (int d = 0; d < shape.dim(); d++) {
      if (shape.size(d) > bound.size(d)) {
        return true;
      }
    }
    return false;
  }

  /// Returns where in `x` each gathered element stands.
  private static int[] places(Shape x, int dim, Indices indices) {
    Shape shape = indices.shape();
    int[] places = new int[indices.numel()];
    for (int i = 0; i < places.length; i++) {
      int rest = i;
      for (int d = shape.dim() - 1; d >= 0; d--) {
        int index = rest % shape.size(d);
        rest /= shape.size(d);
        places[i] += (d == dim ? indices.at(i) : index) * x.stride(d);
      }
    }
    return places;
  }

  private static Tensor addAt(Tensor gradient, int[] places, Shape shape) {
    Data result = gradient.data().zeros(shape.numel());
    for (int i = 0; i < places.length; i++) {
      result.set(places[i], result.get(places[i]) + gradient.data().get(i));
    }
    return new Tensor(result, shape);
  }
}
