package rnn4j.cli.classify;

import org.jspecify.annotations.Nullable;
import rnn4j.tensor.Tensor;

/// A sequence of numbers and its class. The numbers are read when they are asked for.
///
/// @param name by which it is told of
/// @param label null where it is not known
/// @param length steps
/// @param values where its numbers are
/// @param from the row of the first of them
record LabelledSequence(
    String name, @Nullable String label, int length, FeatureRows values, long from) {

  /// Returns the numbers, (length, features).
  Tensor features() {
    return values.read(from, length);
  }
}
