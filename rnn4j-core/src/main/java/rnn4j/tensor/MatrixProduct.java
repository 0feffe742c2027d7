package rnn4j.tensor;

import rnn4j.kernel.Data;
import rnn4j.kernel.Kernels;
import rnn4j.kernel.Packed;
import rnn4j.kernel.Workers;

/// Products of matrices.
final class MatrixProduct {
  private MatrixProduct() {}

  static Tensor matmul(Tensor a, Tensor b) {
    a.requireSameType("matmul", b);
    if (a.dim() < 2 || b.dim() < 2 || a.size(-1) != b.size(-2)) {
      throw misfit(a, b);
    }
    if (b.dim() == 2) {
      int[] sizes = a.shape().with(a.dim() - 1, b.size(1)).toArray();
      return product(a.reshape(-1, a.size(-1)), b).reshape(sizes);
    }
    Shape leading = leading(a);
    if (!leading.equals(leading(b))) {
      throw misfit(a, b);
    }
    Tensor[] products = new Tensor[leading.numel()];
    Tensor left = a.reshape(leading.numel(), a.size(-2), a.size(-1));
    Tensor right = b.reshape(leading.numel(), b.size(-2), b.size(-1));
    for (int i = 0; i < products.length; i++) {
      products[i] = product(left.select(0, i), right.select(0, i));
    }
    int[] sizes = a.shape().with(a.dim() - 1, b.size(-1)).toArray();
    return products.length == 0
        ? Tensor.zeros(a.dtype(), sizes)
        : Tensor.stack(0, java.util.List.of(products)).reshape(sizes);
  }

  private static Tensor product(Tensor a, Tensor b) {
    return new Recording(multiply(a, b))
        .wrt(a, g -> multiply(g, b.t()))
        .wrt(b, g -> multiplyTransposed(a, g))
        .done();
  }

  /// `(m, k)` times `(k, n)`; threads share the rows.
  private static Tensor multiply(Tensor a, Tensor b) {
    int m = a.size(0);
    int k = a.size(1);
    int n = b.size(1);
    Data result = a.data().zeros(m * n);
    Kernels kernels = result.kernels();
    Packed packed = kernels.pack(b.data(), 0, k, 1, n, n, 0, 1);
    int parts = Workers.parts(m, (long) m * k * n);
    int width = kernels.blockWidth(n);
    Workers.run(
        parts,
        part -> {
          int from = Workers.start(m, parts, part);
          int rows = Workers.start(m, parts, part + 1) - from;
          for (int block = 0; block * width < n; block++) {
            kernels.multiply(rows, a.data(), from * k, k, packed, block, result, from * n, n, n);
          }
        });
    return new Tensor(result, Shape.of(m, n));
  }

  /// `(k, m)` transposed times `(k, n)`; threads share the columns.
  private static Tensor multiplyTransposed(Tensor a, Tensor b) {
    int k = a.size(0);
    int m = a.size(1);
    int n = b.size(1);
    int[] rows = new int[k];
    java.util.Arrays.setAll(rows, i -> i);
    Data result = a.data().zeros(m * n);
    int parts = Workers.parts(n, (long) m * k * n);
    Workers.run(
        parts,
        part -> {
          int from = Workers.start(n, parts, part);
          int to = Workers.start(n, parts, part + 1);
          result
              .kernels()
              .multiplyTransposed(rows, m, a.data(), 0, m, from, to, b.data(), 0, n, result, 0, n);
        });
    return new Tensor(result, Shape.of(m, n));
  }

  private static Shape leading(Tensor x) {
    return x.shape().without(x.dim() - 1).without(x.dim() - 2);
  }

  private static ShapeException misfit(Tensor a, Tensor b) {
    return new ShapeException(
        "Tensor.matmul: shapes are "
            + a.shape()
            + " and "
            + b.shape()
            + ", expected (..., m, k) and (k, n), or (..., k, n) with the same leading sizes");
  }
}
