package rnn4j.kernel;

/// The elements of a tensor: one `float[]` or one `double[]` on the heap, and the kernels for it.
///
/// Everything above the kernels is written once, against this type; only kernels look inside.
public sealed interface Data permits FloatData, DoubleData {

  /// Returns the number of elements.
  int length();

  /// Returns one element, widened to `double`.
  double get(int index);

  /// Sets one element, rounded to the element type.
  void set(int index, double value);

  /// Returns new zeros of the same element type.
  Data zeros(int length);

  /// Copies elements to data of the same element type.
  void copyTo(int from, Data target, int to, int length);

  /// Sets `length` elements to a value.
  void fill(int from, int length, double value);

  /// Returns the kernels that work on this element type.
  Kernels kernels();

  /// Returns a copy of all elements.
  default Data copy() {
    Data copy = zeros(length());
    copyTo(0, copy, 0, length());
    return copy;
  }
}
