package rnn4j.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import rnn4j.kernel.Data;

/// The same elements in another order or shape.
final class Layout {
  private Layout() {}

  static Tensor reshape(Tensor x, int... sizes) {
    Shape shape = Shape.of(inferred(x, sizes));
    if (shape.numel() != x.numel()) {
      throw new ShapeException(
          "Tensor.reshape: shape is "
              + x.shape()
              + ", which has another number of elements than "
              + shape);
    }
    return new Recording(new Tensor(x.data(), shape))
        .wrt(x, g -> g.reshape(x.shape().toArray()))
        .done();
  }

  /// Replaces a size of -1 by what is left for it.
  private static int[] inferred(Tensor x, int... sizes) {
    int[] result = sizes.clone();
    int unknown = -1;
    long known = 1;
    for (int d = 0; d < sizes.length; d++) {
      if (sizes[d] != -1) {
        known *= sizes[d];
      } else if (unknown < 0) {
        unknown = d;
      } else {
        throw new ShapeException(
            "Tensor.reshape: sizes are " + Arrays.toString(sizes) + ", expected at most one -1");
      }
    }
    if (unknown >= 0) {
      if (known == 0 || x.numel() % known != 0) {
        throw new ShapeException(
            "Tensor.reshape: shape is "
                + x.shape()
                + ", which cannot be divided into rows of "
                + known);
      }
      result[unknown] = (int) (x.numel() / known);
    }
    return result;
  }

  static Tensor transpose(Tensor x, int dim0, int dim1) {
    int first = Math.min(x.shape().dimension(dim0), x.shape().dimension(dim1));
    int second = Math.max(x.shape().dimension(dim0), x.shape().dimension(dim1));
    if (first == second) {
      return x;
    }
    Shape shape = x.shape().with(first, x.size(second)).with(second, x.size(first));
    Data result = x.data().zeros(x.numel());
    int run = x.shape().stride(second);
    int middle = x.shape().stride(first) / Math.max(1, run * x.size(second));
    int a = x.size(first);
    int b = x.size(second);
    int outer = x.numel() / Math.max(1, a * middle * b * run);
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i < a; i++) {
        for (int m = 0; m < middle; m++) {
          for (int j = 0; j < b; j++) {
            int from = (((o * a + i) * middle + m) * b + j) * run;
            int to = (((o * b + j) * middle + m) * a + i) * run;
            x.data().copyTo(from, result, to, run);
          }
        }
      }
    }
    return new Recording(new Tensor(result, shape)).wrt(x, g -> g.transpose(first, second)).done();
  }

  static Tensor slice(Tensor x, int dim, int from, int to) {
    int d = x.shape().dimension(dim);
    if (from < 0 || to < from || to > x.size(d)) {
      throw new ShapeException(
          "Tensor.slice: range is ["
              + from
              + ", "
              + to
              + "), expected one within [0, "
              + x.size(d)
              + ") for dimension "
              + d
              + " of shape "
              + x.shape());
    }
    Shape shape = x.shape().with(d, to - from);
    Data result = x.data().zeros(shape.numel());
    copySlices(
        x.shape(),
        d,
        from,
        to,
        (whole, part, length) -> x.data().copyTo(whole, result, part, length));
    return new Recording(new Tensor(result, shape))
        .wrt(x, g -> unslice(g, x.shape(), d, from, to))
        .done();
  }

  /// Returns zeros with `x` in the place it was cut from.
  private static Tensor unslice(Tensor x, Shape shape, int dim, int from, int to) {
    Data result = x.data().zeros(shape.numel());
    copySlices(
        shape,
        dim,
        from,
        to,
        (whole, part, length) -> x.data().copyTo(part, result, whole, length));
    return new Tensor(result, shape);
  }

  private interface Copy {
    void run(int whole, int part, int length);
  }

  /// Runs through the pieces that `[from, to)` along a dimension consists of.
  private static void copySlices(Shape whole, int dim, int from, int to, Copy copy) {
    int run = whole.stride(dim);
    int length = (to - from) * run;
    int row = whole.size(dim) * run;
    int outer = row == 0 ? 0 : whole.numel() / row;
    for (int o = 0; o < outer; o++) {
      copy.run(o * row + from * run, o * length, length);
    }
  }

  static Tensor select(Tensor x, int dim, int index) {
    int d = x.shape().dimension(dim);
    int at = index < 0 ? index + x.size(d) : index;
    if (at < 0 || at >= x.size(d)) {
      throw new ShapeException(
          "Tensor.select: index is "
              + index
              + ", expected less than "
              + x.size(d)
              + " for dimension "
              + d
              + " of shape "
              + x.shape());
    }
    return slice(x, d, at, at + 1).reshape(x.shape().without(d).toArray());
  }

  static List<Tensor> chunk(Tensor x, int count, int dim) {
    int size = x.size(dim);
    if (count < 1 || size % count != 0) {
      throw new ShapeException(
          "Tensor.chunk: dimension "
              + dim
              + " of shape "
              + x.shape()
              + " has size "
              + size
              + ", expected a multiple of "
              + count);
    }
    int each = size / count;
    return IntStream.range(0, count)
        .mapToObj(i -> slice(x, dim, i * each, (i + 1) * each))
        .toList();
  }

  static Tensor unsqueeze(Tensor x, int dim) {
    int d = dim < 0 ? dim + x.dim() + 1 : dim;
    if (d < 0 || d > x.dim()) {
      throw new ShapeException(
          "Tensor.unsqueeze: dimension is "
              + dim
              + ", expected at most "
              + x.dim()
              + " for shape "
              + x.shape());
    }
    return x.reshape(x.shape().insert(d, 1).toArray());
  }

  static Tensor squeeze(Tensor x, int dim) {
    if (x.size(dim) != 1) {
      throw new ShapeException(
          "Tensor.squeeze: dimension "
              + dim
              + " of shape "
              + x.shape()
              + " has size "
              + x.size(dim)
              + ", expected 1");
    }
    return x.reshape(x.shape().without(x.shape().dimension(dim)).toArray());
  }

  static Tensor concat(List<Tensor> tensors, int dim) {
    if (tensors.isEmpty()) {
      throw new ShapeException("Tensor.concat: no tensors, expected at least one");
    }
    Tensor first = tensors.getFirst();
    int d = first.shape().dimension(dim);
    int size = 0;
    for (Tensor tensor : tensors) {
      first.requireSameType("concat", tensor);
      if (tensor.dim() != first.dim()
          || !tensor.shape().with(d, 0).equals(first.shape().with(d, 0))) {
        throw new ShapeException(
            "Tensor.concat: shapes are "
                + first.shape()
                + " and "
                + tensor.shape()
                + ", expected equal sizes in all dimensions but "
                + d);
      }
      size += tensor.size(d);
    }
    Shape shape = first.shape().with(d, size);
    Data result = first.data().zeros(shape.numel());
    var from = new ArrayList<Integer>();
    int at = 0;
    for (Tensor tensor : tensors) {
      from.add(at);
      copySlices(
          shape,
          d,
          at,
          at + tensor.size(d),
          (whole, part, length) -> tensor.data().copyTo(part, result, whole, length));
      at += tensor.size(d);
    }
    var recording = new Recording(new Tensor(result, shape));
    for (int i = 0; i < tensors.size(); i++) {
      int start = from.get(i);
      int end = start + tensors.get(i).size(d);
      recording.wrt(tensors.get(i), g -> g.slice(d, start, end));
    }
    return recording.done();
  }

  static Tensor stack(List<Tensor> tensors, int dim) {
    return concat(tensors.stream().map(tensor -> unsqueeze(tensor, dim)).toList(), dim);
  }
}
