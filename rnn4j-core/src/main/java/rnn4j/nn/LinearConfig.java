package rnn4j.nn;

import rnn4j.tensor.DType;

/// The options of a [Linear]; names and defaults are those of `torch.nn.Linear`.
///
/// @param inFeatures size of the last dimension of the input
/// @param outFeatures size of the last dimension of the output
/// @param bias whether there is a bias
/// @param dtype type of the parameters
public record LinearConfig(int inFeatures, int outFeatures, boolean bias, DType dtype) {

  /// Checks the sizes.
  public LinearConfig {
    Sizes.requireAtLeast("LinearConfig", "inFeatures", inFeatures, 0);
    Sizes.requireAtLeast("LinearConfig", "outFeatures", outFeatures, 0);
  }

  /// Returns a configuration with a bias, in single precision.
  public static LinearConfig of(int inFeatures, int outFeatures) {
    return new LinearConfig(inFeatures, outFeatures, true, DType.FLOAT32);
  }

  /// Returns this with or without a bias.
  public LinearConfig withBias(boolean bias) {
    return new LinearConfig(inFeatures, outFeatures, bias, dtype);
  }

  /// Returns this with parameters of another type.
  public LinearConfig withDtype(DType dtype) {
    return new LinearConfig(inFeatures, outFeatures, bias, dtype);
  }
}
