package rnn4j.kernel;

/// Where one value of a step lies: row `r`, lane `l` is element `offset + r * stride + l`. A stride
/// of zero repeats one row, as a bias does.
///
/// Mutable on purpose: the engine binds the same registers anew for every step and block, and
/// allocates nothing while it runs.
public final class Register {
  /// The elements.
  public Data data;

  /// Where the first row starts.
  public int offset;

  /// From one row to the next.
  public int stride;

  /// Creates a register bound to the given elements.
  public Register(Data data, int offset, int stride) {
    this.data = data;
    this.offset = offset;
    this.stride = stride;
  }

  /// Binds this register to other elements.
  public void bind(Data data, int offset, int stride) {
    this.data = data;
    this.offset = offset;
    this.stride = stride;
  }

  /// Moves this register within its elements.
  public void moveTo(int offset) {
    this.offset = offset;
  }

  /// Returns the array behind this register, which must be in single precision.
  public float[] floats() {
    return ((FloatData) data).array();
  }
}
