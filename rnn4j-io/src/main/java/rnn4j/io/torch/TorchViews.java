package rnn4j.io.torch;

import java.util.List;
import rnn4j.io.WeightFormatException;
import rnn4j.io.file.Quoted;
import rnn4j.io.file.Source;

/// Checks that tensors lie inside their storages.
///
/// @param source the file that says so
record TorchViews(Source source) {
  /// As many as PyTorch has in most of its operations.
  static final int MAX_DIMENSIONS = 64;

  /// A tensor that repeats elements of its storage (stride 0) may have this many without asking how
  /// many the storage has. More of them, out of a file of some bytes, would be there to explode.
  private static final long MAX_REPEATED = 1 << 24;

  /// Returns the tensor.
  ///
  /// @throws WeightFormatException if it does not lie inside of its storage
  TorchTensor checked(TorchTensor tensor) throws WeightFormatException {
    List<Long> shape = tensor.shape();
    List<Long> strides = tensor.strides();
    if (shape.size() != strides.size()) {
      throw fault(tensor, "has %d sizes and %d strides".formatted(shape.size(), strides.size()));
    }
    long there = tensor.storage().length() / (tensor.type().bits() / Byte.SIZE);
    try {
      long numel = 1;
      long last = tensor.offset();
      for (int d = 0; d < shape.size(); d++) {
        numel = Math.multiplyExact(numel, shape.get(d));
        last =
            Math.addExact(last, Math.multiplyExact(Math.max(shape.get(d) - 1, 0), strides.get(d)));
      }
      Math.multiplyExact(numel, tensor.type().bits());
      if (numel > 0 && last >= there) {
        throw fault(tensor, "reaches to element %d of %d".formatted(last, there));
      }
      if (numel > MAX_REPEATED && numel > there) {
        throw fault(
            tensor,
            "makes %d elements out of %d, expected at most %d"
                .formatted(numel, there, MAX_REPEATED));
      }
    } catch (ArithmeticException _) {
      throw fault(tensor, "has sizes whose product is too large");
    }
    return tensor;
  }

  private WeightFormatException fault(TorchTensor tensor, String fault) {
    return source.fault(
        "a tensor of the shape %s with strides %s in storage %s %s"
            .formatted(tensor.shape(), tensor.strides(), Quoted.of(tensor.storage().key()), fault));
  }
}
