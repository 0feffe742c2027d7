package rnn4j.io.onnx;

import rnn4j.tensor.Tensor;

/// A value that is known without running the model.
///
/// @param type of the elements in the file
/// @param tensor the elements: of double precision for [OnnxType#DOUBLE] and for integers, which
///   are exact up to 2^53 and beyond it serve as "to the end"; otherwise of single precision
record Constant(OnnxType type, Tensor tensor) {

  /// Returns the elements as integers.
  long[] integers() {
    double[] elements = tensor.toDoubleArray();
    var integers = new long[elements.length];
    for (int i = 0; i < integers.length; i++) {
      integers[i] = (long) elements[i];
    }
    return integers;
  }

  Constant with(Tensor changed) {
    return new Constant(type, changed);
  }
}
