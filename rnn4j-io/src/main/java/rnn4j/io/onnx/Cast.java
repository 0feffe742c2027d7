package rnn4j.io.onnx;

import java.util.function.DoubleUnaryOperator;
import rnn4j.tensor.DType;
import rnn4j.tensor.Tensor;

/// Elements converted to another type, as the operator `Cast` does.
final class Cast {
  private Cast() {}

  static Constant apply(Constant data, OnnxType to) {
    if (to == data.type()) {
      return data;
    }
    Tensor tensor = data.tensor();
    return new Constant(
        to,
        switch (to) {
          case FLOAT -> tensor.to(DType.FLOAT32);
          case DOUBLE -> tensor.to(DType.FLOAT64);
          case FLOAT16 -> each(tensor.to(DType.FLOAT32), Cast::half);
          case BFLOAT16 -> each(tensor.to(DType.FLOAT32), Cast::brain);
          case BOOL -> each(tensor.to(DType.FLOAT64), x -> x == 0 ? 0 : 1);
          default -> each(tensor.to(DType.FLOAT64), x -> wrapped((long) x, to));
        });
  }

  /// Keeps as many bits of an integer as a type has.
  private static double wrapped(long x, OnnxType to) {
    int unused = Long.SIZE - Byte.SIZE * to.bytes();
    return switch (to) {
      case UINT8, UINT16, UINT32 -> x << unused >>> unused;
      default -> x << unused >> unused;
    };
  }

  private static double half(double x) {
    return Float.float16ToFloat(Float.floatToFloat16((float) x));
  }

  /// Rounds to the nearest number whose lower half is zero, to even if there are two.
  private static double brain(double x) {
    int bits = Float.floatToRawIntBits((float) x);
    return Double.isNaN(x)
        ? x
        : Float.intBitsToFloat(bits + 0x7fff + (bits >>> 16 & 1) & 0xffff0000);
  }

  private static Tensor each(Tensor tensor, DoubleUnaryOperator function) {
    double[] elements = tensor.to(DType.FLOAT64).toDoubleArray();
    for (int i = 0; i < elements.length; i++) {
      elements[i] = function.applyAsDouble(elements[i]);
    }
    return Tensor.of(elements, tensor.shape().toArray()).to(tensor.dtype());
  }
}
