package rnn4j.kernel;

/// The elements of a tensor: one `float[]` or one `double[]` on the heap.
///
/// Everything above the kernels is written once, against this type; only kernels look inside.
public abstract sealed class Data permits FloatData, DoubleData {
  private volatile int version;

  /// Returns the number of elements.
  public abstract int length();

  /// Returns one element, widened to `double`.
  public abstract double get(int index);

  /// Sets one element, rounded to the element type.
  public abstract void set(int index, double value);

  /// Returns new zeros of the same element type.
  public abstract Data zeros(int length);

  /// Copies elements to data of the same element type.
  public abstract void copyTo(int from, Data target, int to, int length);

  /// Sets `length` elements to a value.
  public abstract void fill(int from, int length, double value);

  /// Returns a copy of all elements.
  public Data copy() {
    Data copy = zeros(length());
    copyTo(0, copy, 0, length());
    return copy;
  }

  /// Returns how often elements of a tensor have been changed in place, PyTorch's `_version`: while
  /// it stays the same, what was computed from them holds.
  public int version() {
    return version;
  }

  /// Says, afterwards, that elements of a tensor have been changed in place.
  @SuppressWarnings("NonAtomicVolatileUpdate") // two threads that change the same at once are wrong
  public void changed() {
    version++;
  }
}
