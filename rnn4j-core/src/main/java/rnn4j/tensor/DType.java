package rnn4j.tensor;

import java.util.Locale;
import rnn4j.kernel.Data;
import rnn4j.kernel.DoubleData;
import rnn4j.kernel.FloatData;

/// The type of a tensor's elements.
public enum DType {
  /// IEEE single precision: the default.
  FLOAT32,
  /// IEEE double precision.
  FLOAT64;

  Data zeros(int length) {
    return switch (this) {
      case FLOAT32 -> new FloatData(new float[length]);
      case FLOAT64 -> new DoubleData(new double[length]);
    };
  }

  static DType of(Data data) {
    return switch (data) {
      case FloatData _ -> FLOAT32;
      case DoubleData _ -> FLOAT64;
    };
  }

  /// Returns PyTorch's name, such as `float32`.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
