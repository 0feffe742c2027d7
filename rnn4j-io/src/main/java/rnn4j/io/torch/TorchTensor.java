package rnn4j.io.torch;

import java.util.List;
import rnn4j.io.ElementType;

/// A tensor as the pickle speaks of it: a view of a storage, which has been checked to lie inside.
///
/// @param type of the elements
/// @param offset of the first element, in elements
/// @param shape the sizes, outermost first
/// @param strides how many elements a step in each dimension skips
record TorchTensor(
    TorchStorage storage, ElementType type, long offset, List<Long> shape, List<Long> strides) {

  /// Returns whether the elements stand one after another.
  boolean isContiguous() {
    long expected = 1;
    for (int d = shape.size() - 1; d >= 0; d--) {
      if (shape.get(d) != 1 && strides.get(d) != expected) {
        return shape.contains(0L);
      }
      expected *= shape.get(d);
    }
    return true;
  }
}
