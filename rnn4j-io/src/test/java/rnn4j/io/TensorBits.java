package rnn4j.io;

import java.util.Arrays;
import rnn4j.tensor.DType;
import rnn4j.tensor.Tensor;

/// The elements of tensors as bits, to be compared where not-a-numbers have different ones.
public final class TensorBits {

  private TensorBits() {}

  public static long[] of(Tensor tensor) {
    if (tensor.dtype() == DType.FLOAT64) {
      return Arrays.stream(tensor.toDoubleArray()).mapToLong(Double::doubleToRawLongBits).toArray();
    }
    float[] floats = tensor.toFloatArray();
    var bits = new long[floats.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(floats[i]);
    }
    return bits;
  }
}
