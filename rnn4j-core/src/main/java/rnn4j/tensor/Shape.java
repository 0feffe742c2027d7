package rnn4j.tensor;

import java.util.Arrays;
import java.util.stream.Collectors;

/// The sizes of a tensor, outermost first. A scalar has none.
public final class Shape {
  /// An array cannot be that long.
  private static final long TOO_MANY = Integer.MAX_VALUE - 7;

  private final int[] sizes;
  private final int numel;

  private Shape(int[] sizes) {
    this.sizes = sizes;
    long product = 1;
    for (int size : sizes) {
      if (size < 0) {
        throw new ShapeException(
            "Shape: size is " + size + " in " + format(sizes) + ", expected at least 0");
      }
      product = Math.min(product * size, TOO_MANY);
    }
    if (product == TOO_MANY) {
      throw new ShapeException(
          "Shape: " + format(sizes) + " has too many elements, expected fewer than 2^31 - 8");
    }
    this.numel = (int) product;
  }

  /// Creates a shape.
  ///
  /// @throws ShapeException if a size is negative or the elements do not fit into an array
  public static Shape of(int... sizes) {
    return new Shape(sizes.clone());
  }

  /// Returns the number of dimensions.
  public int dim() {
    return sizes.length;
  }

  /// Returns the number of elements.
  public int numel() {
    return numel;
  }

  /// Returns one size; a negative dimension counts from the end.
  ///
  /// @throws ShapeException if there is no such dimension
  public int size(int dim) {
    return sizes[dimension(dim)];
  }

  /// Returns all sizes, outermost first.
  public int[] toArray() {
    return sizes.clone();
  }

  /// Returns the number of a dimension, counted from zero, of one that may count from the end.
  int dimension(int dim) {
    if (dim < -sizes.length || dim >= sizes.length) {
      throw new ShapeException(
          "Shape: dimension is " + dim + ", expected one of the " + sizes.length + " of " + this);
    }
    return dim < 0 ? dim + sizes.length : dim;
  }

  /// Returns how many elements one step along a dimension skips.
  int stride(int dim) {
    int stride = 1;
    for (int d = dim + 1; d < sizes.length; d++) {
      stride *= sizes[d];
    }
    return stride;
  }

  /// Returns this shape with another size in one dimension.
  Shape with(int dim, int size) {
    int[] changed = sizes.clone();
    changed[dim] = size;
    return new Shape(changed);
  }

  /// Returns this shape without one dimension.
  Shape without(int dim) {
    int[] rest = new int[sizes.length - 1];
    System.arraycopy(sizes, 0, rest, 0, dim);
    System.arraycopy(sizes, dim + 1, rest, dim, rest.length - dim);
    return new Shape(rest);
  }

  /// Returns this shape with one more dimension, which stands at `dim`.
  Shape insert(int dim, int size) {
    int[] more = new int[sizes.length + 1];
    System.arraycopy(sizes, 0, more, 0, dim);
    more[dim] = size;
    System.arraycopy(sizes, dim, more, dim + 1, sizes.length - dim);
    return new Shape(more);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(sizes, shape.sizes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sizes);
  }

  /// Returns the sizes in parentheses, such as `(35, 20, 10)`.
  @Override
  public String toString() {
    return format(sizes);
  }

  private static String format(int[] sizes) {
    return Arrays.stream(sizes)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(", ", "(", ")"));
  }
}
