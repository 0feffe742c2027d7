package rnn4j.nn;

import rnn4j.kernel.WeightFormat;

/// How a [frozen layer][FrozenLayer] keeps its weight matrices. With less memory a step of one
/// sequence is quicker, since it is the weights that it waits for; the weights are rounded, so that
/// results are no longer PyTorch's. What that does to one's own data, [StorageError] says. All
/// else, biases, states and sums, stays in single precision.
public enum WeightStorage {
  /// As they are.
  FULL(WeightFormat.FULL),
  /// In 16 bits, the upper half of a float: three significant digits.
  BFLOAT16(WeightFormat.BFLOAT16),
  /// In 8 bits: whole numbers in [-127, 127], with one factor for each unit of each gate and each
  /// matrix.
  INT8(WeightFormat.INT8);

  private final WeightFormat format;

  WeightStorage(WeightFormat format) {
    this.format = format;
  }

  WeightFormat format() {
    return format;
  }
}
