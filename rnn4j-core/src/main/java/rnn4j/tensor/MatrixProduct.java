package rnn4j.tensor;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rnn4j.kernel.Data;
import rnn4j.kernel.Kernels;
import rnn4j.kernel.OuterProducts;
import rnn4j.kernel.Packed;
import rnn4j.kernel.Register;
import rnn4j.kernel.choice.ChosenKernels;
import rnn4j.threads.Workers;

/// Products of matrices.
final class MatrixProduct {
  private MatrixProduct() {}

  static Tensor matmul(Tensor a, Tensor b) {
    a.requireSameType("matmul", b);
    if (a.dim() < 2 || b.dim() < 2 || a.size(-1) != b.size(-2)) {
      throw misfit(a, b);
    }
    if (b.dim() == 2) {
      int rows = a.shape().without(a.dim() - 1).numel();
      int[] sizes = a.shape().with(a.dim() - 1, b.size(1)).toArray();
      return product(a.reshape(rows, a.size(-1)), b).reshape(sizes);
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
        : Tensor.stack(0, List.of(products)).reshape(sizes);
  }

  private static Tensor product(Tensor a, Tensor b) {
    int m = a.size(0);
    int k = a.size(1);
    int n = b.size(1);
    return new Recording(new Tensor(times(m, k, n, a.data(), b.data()), Shape.of(m, n)))
        .wrt(a, g -> new Tensor(timesTransposed(m, n, k, g.data(), b.data()), a.shape()))
        .wrt(b, g -> new Tensor(transposedTimes(m, k, n, a.data(), g.data()), b.shape()))
        .done();
  }

  /// Returns `x W^T + b`, each sum starting from its element of the bias.
  static Tensor linear(Tensor x, Tensor weight, @Nullable Tensor bias) {
    requireLinear(x, weight, bias);
    int rows = x.shape().without(x.dim() - 1).numel();
    int in = weight.size(1);
    int out = weight.size(0);
    Data result = x.data().zeros(rows * out);
    Data start = bias == null ? x.data().zeros(out) : bias.data();
    product(rows, in, out, x.data(), weight.data(), 1, in, start, result);
    var recording =
        new Recording(new Tensor(result, x.shape().with(x.dim() - 1, out)))
            .wrt(x, g -> new Tensor(times(rows, out, in, g.data(), weight.data()), x.shape()))
            .wrt(
                weight,
                g ->
                    new Tensor(transposedTimes(rows, out, in, g.data(), x.data()), weight.shape()));
    if (bias != null) {
      recording.wrt(bias, g -> Broadcast.sumTo(g, bias.shape()));
    }
    return recording.done();
  }

  private static void requireLinear(Tensor x, Tensor weight, @Nullable Tensor bias) {
    x.requireSameType("linear", weight);
    if (bias != null) {
      x.requireSameType("linear", bias);
    }
    boolean fits = x.dim() > 0 && weight.dim() == 2 && x.size(-1) == weight.size(1);
    if (!fits || (bias != null && !bias.shape().equals(Shape.of(weight.size(0))))) {
      throw new ShapeException(
          "Tensor.linear: shapes are "
              + x.shape()
              + ", "
              + weight.shape()
              + (bias == null ? "" : " and " + bias.shape())
              + ", expected (..., k), (n, k)"
              + (bias == null ? "" : " and (n)"));
    }
  }

  /// `(m, k)` times `(k, n)`.
  private static Data times(int m, int k, int n, Data a, Data b) {
    Data result = a.zeros(m * n);
    product(m, k, n, a, b, n, 1, a.zeros(n), result);
    return result;
  }

  /// `(m, k)` times `(n, k)` transposed.
  private static Data timesTransposed(int m, int k, int n, Data a, Data b) {
    Data result = a.zeros(m * n);
    product(m, k, n, a, b, 1, k, a.zeros(n), result);
    return result;
  }

  /// Writes `(m, k)` times `(k, n)` to `c`; threads share the rows. Element `(i, j)` of `b` lies at
  /// `i * depthStride + j * unitStride`.
  ///
  /// @param start `(n)`, what each row's sums start from
  private static void product(
      int m, int k, int n, Data a, Data b, int depthStride, int unitStride, Data start, Data c) {
    Kernels kernels = ChosenKernels.of(c);
    Packed[] packed = {kernels.pack(b, 0, k, 1, n, depthStride, 0, unitStride)};
    int parts = Workers.parts(m, (long) m * k * n);
    Workers.run(
        parts,
        part -> {
          int from = Workers.start(m, parts, part);
          int rows = Workers.start(m, parts, part + 1) - from;
          Register[] left = {new Register(a, from * k, k)};
          var first = new Register(start, 0, 0);
          var result = new Register(c, from * n, n);
          for (int block = 0; block < kernels.blocks(n); block++) {
            kernels.multiply(rows, left, packed, block, first, 0, result, 0);
          }
        });
    packed[0].release();
  }

  /// `(k, m)` transposed times `(k, n)`; threads share the columns.
  private static Data transposedTimes(int k, int m, int n, Data a, Data b) {
    int[] rows = new int[k];
    Arrays.setAll(rows, i -> i);
    Data result = a.zeros(m * n);
    int parts = Workers.parts(n, (long) m * k * n);
    Workers.run(
        parts,
        part -> {
          int from = Workers.start(n, parts, part);
          int count = Workers.start(n, parts, part + 1) - from;
          OuterProducts sums = ChosenKernels.of(result).outerProducts(new int[] {m}, count);
          sums.add(rows, new Register[] {new Register(a, 0, m)}, new Register(b, from, n));
          sums.addTo(0, 0, count, result, from, n, 1);
          sums.release();
        });
    return result;
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
