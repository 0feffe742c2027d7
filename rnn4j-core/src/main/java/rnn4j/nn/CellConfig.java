package rnn4j.nn;

import rnn4j.tensor.DType;

/// The options of an [LstmCell], a [GruCell] or an [RnnCell]; names and defaults are PyTorch's.
/// PyTorch lets sizes of zero pass; here they are refused.
///
/// @param inputSize elements of the input, at least 1
/// @param hiddenSize elements of each state, at least 1
/// @param bias whether there are biases
/// @param dtype type of the parameters, of the input and of the states
public record CellConfig(int inputSize, int hiddenSize, boolean bias, DType dtype) {

  /// Checks the options.
  ///
  /// @throws IllegalArgumentException if one is out of its range
  public CellConfig {
    Sizes.requireAtLeast("CellConfig", "inputSize", inputSize, 1);
    Sizes.requireAtLeast("CellConfig", "hiddenSize", hiddenSize, 1);
  }

  /// Returns PyTorch's defaults: biases, single precision.
  public static CellConfig of(int inputSize, int hiddenSize) {
    return new CellConfig(inputSize, hiddenSize, true, DType.FLOAT32);
  }

  /// Returns what a layer's configuration says of one step.
  static CellConfig of(RecurrentConfig<?> config) {
    return new CellConfig(config.inputSize(), config.hiddenSize(), config.bias(), config.dtype());
  }

  /// Returns these options with or without biases.
  public CellConfig withBias(boolean bias) {
    return new CellConfig(inputSize, hiddenSize, bias, dtype);
  }

  /// Returns these options with another element type.
  public CellConfig withDtype(DType dtype) {
    return new CellConfig(inputSize, hiddenSize, bias, dtype);
  }
}
