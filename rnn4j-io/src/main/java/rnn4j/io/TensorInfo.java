package rnn4j.io;

import java.util.List;
import java.util.stream.Collectors;

/// What the header of a safetensors file says of one tensor.
///
/// @param name the tensor's name, such as `lstm.weight_ih_l0`
/// @param type the type of its elements in the file
/// @param shape its sizes, outermost first; a scalar has none
/// @param begin where its bytes begin, counted from the end of the header
/// @param end where its bytes end
public record TensorInfo(String name, ElementType type, List<Long> shape, long begin, long end) {

  /// Creates the information.
  public TensorInfo {
    shape = List.copyOf(shape);
  }

  /// Returns the type and the shape, such as `F32 of shape (3, 4)`.
  String typeAndShape() {
    return shape.stream()
        .map(String::valueOf)
        .collect(Collectors.joining(", ", type + " of shape (", ")"));
  }
}
