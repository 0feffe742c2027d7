package rnn4j.io;

import java.util.List;
import java.util.stream.Collectors;
import rnn4j.io.file.Quoted;

/// What a file says of one tensor.
///
/// @param name the tensor's name, such as `lstm.weight_ih_l0`
/// @param type the type of its elements in the file
/// @param shape its sizes, outermost first; a scalar has none
public record TensorInfo(String name, ElementType type, List<Long> shape) {

  /// Creates the information.
  public TensorInfo {
    shape = List.copyOf(shape);
  }

  /// Returns the number of elements.
  ///
  /// @throws ArithmeticException if there are 2^63 or more; no file that was opened has such a
  ///   tensor
  public long numel() {
    long numel = 1;
    for (long size : shape) {
      numel = Math.multiplyExact(numel, size);
    }
    return numel;
  }

  /// Returns the number of bytes of all elements, one after another.
  ///
  /// @throws ArithmeticException if they have 2^63 bits or more; no file that was opened has such a
  ///   tensor
  public long byteSize() {
    return Math.ceilDiv(Math.multiplyExact(numel(), type.bits()), Byte.SIZE);
  }

  /// Returns the type and the shape, such as `F32 of shape (3, 4)`.
  public String typeAndShape() {
    return shape.stream()
        .map(String::valueOf)
        .collect(Collectors.joining(", ", type + " of shape (", ")"));
  }

  /// Returns the tensor in words, such as `tensor "weight" (F32 of shape (3, 4))`.
  public String label() {
    return "tensor %s (%s)".formatted(Quoted.of(name), typeAndShape());
  }
}
