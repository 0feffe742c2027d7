package rnn4j.nn;

import java.util.List;
import java.util.function.UnaryOperator;
import rnn4j.kernel.Data;
import rnn4j.tensor.Gradients;
import rnn4j.tensor.Shape;
import rnn4j.tensor.Tensor;
import rnn4j.threads.Workers;

/// Where the rows of packed sequences stand in padded ones, each at a place of its own. They are
/// copied from there and back; the gradient of the one is the other.
///
/// @param places of each row
/// @param count places there are
@SuppressWarnings("ArrayRecordComponent") // never compared
record RowPlaces(int[] places, int count) {
  /// What copying an element costs, in multiply-adds: arrays are new, so that it waits for memory.
  private static final int COST = 32;

  /// Returns the rows that stand at the places.
  ///
  /// @param padded `(count, width)`
  Tensor packed(Tensor padded) {
    return recorded(padded, this::taken, gradient -> put(gradient, 0));
  }

  /// Returns rows at their places.
  ///
  /// @param packed `(rows, width)`
  /// @param value what stands everywhere else
  /// @return `(count, width)`
  Tensor padded(Tensor packed, double value) {
    return recorded(packed, rows -> put(rows, value), this::taken);
  }

  private static Tensor recorded(
      Tensor input, UnaryOperator<Tensor> forward, UnaryOperator<Tensor> backward) {
    Tensor result = forward.apply(input);
    Gradients.record(
        List.of(input),
        List.of(result),
        gradients -> {
          Tensor gradient = gradients.getFirst();
          return gradient == null ? gradients : List.of(backward.apply(gradient));
        });
    return result;
  }

  private Tensor taken(Tensor padded) {
    int width = padded.size(1);
    Data from = padded.data();
    Shape shape = Shape.of(places.length, width);
    Data to = from.zeros(shape.numel());
    forEachRow(width, row -> from.copyTo(places[row] * width, to, row * width, width));
    return Tensor.wrap(to, shape);
  }

  private Tensor put(Tensor packed, double value) {
    int width = packed.size(1);
    Data from = packed.data();
    Shape shape = Shape.of(count, width);
    Data to = from.zeros(shape.numel());
    if (Double.compare(value, 0) != 0) {
      to.fill(0, to.length(), value);
    }
    forEachRow(width, row -> from.copyTo(row * width, to, places[row] * width, width));
    return Tensor.wrap(to, shape);
  }

  private interface Row {
    void copy(int number);
  }

  /// Copies every row; threads share them.
  private void forEachRow(int width, Row row) {
    int rows = places.length;
    int parts = Workers.parts(rows, (long) COST * rows * width);
    Workers.run(
        parts,
        part -> {
          int end = Workers.start(rows, parts, part + 1);
          for (int r = Workers.start(rows, parts, part); r < end; r++) {
            row.copy(r);
          }
        });
  }
}
