package rnn4j.kernel.choice;

import rnn4j.kernel.Data;
import rnn4j.kernel.FloatData;
import rnn4j.kernel.Kernels;
import rnn4j.kernel.plain.DoubleKernels;

/// The kernels that this program computes with, for each element type.
public final class ChosenKernels {
  private ChosenKernels() {}

  /// Returns the kernels for an element type.
  ///
  /// @param like data of that type
  public static Kernels of(Data like) {
    return like instanceof FloatData ? FloatKernelsChoice.KERNELS : DoubleKernels.INSTANCE;
  }
}
