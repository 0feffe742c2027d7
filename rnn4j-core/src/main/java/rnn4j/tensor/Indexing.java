package rnn4j.tensor;

import rnn4j.kernel.Data;
import rnn4j.kernel.Op;
import rnn4j.kernel.Register;
import rnn4j.kernel.choice.ChosenKernels;

/// Elements chosen by number.
final class Indexing {
  /// Stands for no row in particular.
  static final int NO_PADDING = -1;

  private Indexing() {}

  static Tensor embedding(Tensor weight, Indices indices, int paddingIdx) {
    if (weight.dim() != 2) {
      throw new ShapeException(
          "Tensor.embedding: shape is " + weight.shape() + ", expected (n, d)");
    }
    indices.requireBelow(weight.size(0), "Tensor.embedding");
    int width = weight.size(1);
    Shape shape = indices.shape().insert(indices.shape().dim(), width);
    Data result = weight.data().zeros(shape.numel());
    int[] places = new int[indices.numel()];
    for (int i = 0; i < places.length; i++) {
      places[i] = indices.at(i) * width;
      weight.data().copyTo(places[i], result, i * width, width);
    }
    return new Recording(new Tensor(result, shape))
        .wrt(weight, g -> addRuns(g, places, width, paddingIdx * width, weight.shape()))
        .done();
  }

  /// Returns zeros to which each run of the gradient is added at the place it was copied from, but
  /// for those from one place, if it is not negative.
  private static Tensor addRuns(Tensor gradient, int[] places, int run, int skipped, Shape shape) {
    Data result = gradient.data().zeros(shape.numel());
    var target = new Register(result, 0, 0);
    var source = new Register(gradient.data(), 0, 0);
    for (int i = 0; i < places.length; i++) {
      if (places[i] != skipped) {
        target.moveTo(places[i]);
        source.moveTo(i * run);
        ChosenKernels.of(result).apply(Op.ADD, 0, 0, 1, run, target, target, source, target);
      }
    }
    return new Tensor(result, shape);
  }

  static Tensor indexSelect(Tensor x, int dim, Indices indices) {
    int d = x.shape().dimension(dim);
    indices.requireBelow(x.size(d), "Tensor.indexSelect");
    int run = x.shape().stride(d);
    int row = x.size(d) * run;
    int outer = row == 0 ? 0 : x.numel() / row;
    int[] places = new int[outer * indices.numel()];
    for (int i = 0; i < places.length; i++) {
      places[i] = i / indices.numel() * row + indices.at(i % indices.numel()) * run;
    }
    Shape shape = x.shape().with(d, indices.numel());
    Data result = x.data().zeros(shape.numel());
    for (int i = 0; i < places.length; i++) {
      x.data().copyTo(places[i], result, i * run, run);
    }
    return new Recording(new Tensor(result, shape))
        .wrt(x, g -> addRuns(g, places, run, NO_PADDING, x.shape()))
        .done();
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
