package rnn4j.tensor;

import java.util.Arrays;

/// Whole numbers in a shape: word numbers, class labels.
public final class Indices {
  private final int[] values;
  private final Shape shape;

  private Indices(int[] values, Shape shape) {
    if (values.length != shape.numel()) {
      throw new ShapeException(
          "Indices.of: "
              + values.length
              + " values, expected "
              + shape.numel()
              + " for shape "
              + shape);
    }
    this.values = values;
    this.shape = shape;
  }

  /// Creates indices from a copy of the values.
  ///
  /// @throws ShapeException if the shape has another number of elements
  public static Indices of(int[] values, int... shape) {
    return new Indices(values.clone(), Shape.of(shape));
  }

  /// Creates a row of indices.
  public static Indices of(int... values) {
    return new Indices(values.clone(), Shape.of(values.length));
  }

  /// Returns the sizes.
  public Shape shape() {
    return shape;
  }

  /// Returns the number of values.
  public int numel() {
    return values.length;
  }

  /// Returns a copy of the values, in row-major order.
  public int[] toArray() {
    return values.clone();
  }

  int at(int position) {
    return values[position];
  }

  /// Checks that every value is in `[0, bound)`.
  ///
  /// @param where what the message of a failure begins with
  /// @throws IllegalArgumentException if one is not
  public void requireBelow(int bound, String where) {
    for (int value : values) {
      if (value < 0 || value >= bound) {
        throw new IllegalArgumentException(
            where + ": index is " + value + ", expected at least 0 and less than " + bound);
      }
    }
  }

  @Override
  public String toString() {
    return "Indices" + shape + (values.length <= 16 ? " " + Arrays.toString(values) : "");
  }
}
