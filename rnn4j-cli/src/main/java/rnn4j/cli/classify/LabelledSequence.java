package rnn4j.cli.classify;

import org.jspecify.annotations.Nullable;
import rnn4j.tensor.Tensor;

/// A sequence of numbers and its class.
///
/// @param name by which it is told of
/// @param features (length, features)
/// @param label null where it is not known
record LabelledSequence(String name, Tensor features, @Nullable String label) {

  LabelledSequence withoutLabel() {
    return new LabelledSequence(name, features, null);
  }
}
