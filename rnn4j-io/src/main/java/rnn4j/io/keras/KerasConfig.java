package rnn4j.io.keras;

import java.util.List;

/// A recurrent layer as a model's configuration has it.
///
/// @param name the layer's name
/// @param group the layer of the model itself that it is or is part of, by which legacy files group
///   weights
/// @param path where newer files have its weights, such as `layers/lstm_1`
/// @param options of the layer, or of both directions
/// @param merge how outputs of two directions become one
record KerasConfig(
    String name, String group, String path, List<KerasOptions> options, KerasMerge merge) {

  boolean isBidirectional() {
    return options.size() == 2;
  }
}
