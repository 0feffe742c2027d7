package rnn4j.cell;

import java.util.List;
import rnn4j.kernel.Data;
import rnn4j.kernel.DoubleData;
import rnn4j.kernel.FloatData;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.DType;
import rnn4j.tensor.Shape;
import rnn4j.tensor.Tensor;

/// How a parameter begins.
@FunctionalInterface
public interface Initializer {

  /// Returns the first value of a parameter.
  Tensor draw(Shape shape, DType dtype, TorchRandom random);

  /// All elements have one value; nothing is drawn.
  static Initializer constant(double value) {
    return (shape, dtype, _) -> Tensor.full(dtype, value, shape.toArray());
  }

  /// Uniform in `[-bound, bound)`. PyTorch's recurrent layers have `1 / sqrt(hiddenSize)`.
  static Initializer uniform(double bound) {
    return (shape, dtype, random) -> {
      Tensor tensor = Tensor.zeros(dtype, shape.toArray());
      switch (tensor.data()) {
        case FloatData floats -> random.uniform(floats.array(), -bound, bound);
        case DoubleData doubles -> random.uniform(doubles.array(), -bound, bound);
      }
      return tensor;
    };
  }

  /// Uniform in `[-b, b)` with `b = gain * sqrt(6 / (rows + columns))` (Glorot and Bengio 2010), as
  /// `torch.nn.init.xavier_uniform_`; Keras' default for the input's weights, there for all gates
  /// as one matrix.
  static Initializer xavierUniform(double gain) {
    return (shape, dtype, random) -> {
      double bound = gain * Math.sqrt(6.0 / (shape.size(0) + shape.size(-1)));
      return uniform(bound).draw(shape, dtype, random);
    };
  }

  /// An orthogonal matrix (Saxe, McClelland and Ganguli 2013, arXiv:1312.6120): rows, or columns if
  /// there are fewer of them, are orthogonal and of length `gain`. Keras' default for the states'
  /// weights.
  static Initializer orthogonal(double gain) {
    return (shape, dtype, random) -> {
      int rows = shape.size(0);
      int columns = shape.size(1);
      int count = Math.min(rows, columns);
      int length = Math.max(rows, columns);
      var normal = new double[count * length];
      random.normal(normal, 0, 1);
      double[][] vectors = OrthogonalVectors.from(normal, count, length);
      Tensor tensor = Tensor.zeros(dtype, rows, columns);
      Data data = tensor.data();
      for (int r = 0; r < rows; r++) {
        for (int c = 0; c < columns; c++) {
          double element = rows <= columns ? vectors[r][c] : vectors[c][r];
          data.set(r * columns + c, gain * element);
        }
      }
      return tensor;
    };
  }

  /// Rows are divided into equal parts, each with its own beginning: with four parts of an LSTM's
  /// bias, the second being one, the forget gate begins open.
  static Initializer parts(Initializer... parts) {
    return (shape, dtype, random) -> {
      int[] sizes = shape.toArray();
      if (sizes[0] % parts.length != 0) {
        throw new IllegalArgumentException(
            "Initializer.parts: %d parts for shape %s, expected a divisor of its first size"
                .formatted(parts.length, shape));
      }
      sizes[0] /= parts.length;
      List<Tensor> drawn =
          List.of(parts).stream().map(part -> part.draw(Shape.of(sizes), dtype, random)).toList();
      return Tensor.concat(0, drawn);
    };
  }
}
