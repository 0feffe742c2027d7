package rnn4j.nn;

import rnn4j.tensor.DType;
import rnn4j.tensor.Shape;

/// The options of a [LayerNorm]; names and defaults are those of `torch.nn.LayerNorm`.
///
/// @param normalizedShape the last dimensions of the input
/// @param eps added to the variance
/// @param elementwiseAffine whether there are a weight and a bias
/// @param bias whether there is a bias beside the weight
/// @param dtype type of the parameters and of the input
public record LayerNormConfig(
    Shape normalizedShape, double eps, boolean elementwiseAffine, boolean bias, DType dtype) {

  /// Checks the options.
  public LayerNormConfig {
    if (!(eps >= 0)) {
      throw new IllegalArgumentException(
          "LayerNormConfig: eps is " + eps + ", expected at least 0");
    }
  }

  /// Returns PyTorch's defaults: `eps=1e-5`, a weight and a bias.
  public static LayerNormConfig of(int... normalizedShape) {
    return new LayerNormConfig(Shape.of(normalizedShape), 1e-5, true, true, DType.FLOAT32);
  }

  /// Returns this with another term in the variance.
  public LayerNormConfig withEps(double eps) {
    return new LayerNormConfig(normalizedShape, eps, elementwiseAffine, bias, dtype);
  }

  /// Returns this with or without parameters.
  public LayerNormConfig withElementwiseAffine(boolean elementwiseAffine) {
    return new LayerNormConfig(normalizedShape, eps, elementwiseAffine, bias, dtype);
  }

  /// Returns this with or without a bias.
  public LayerNormConfig withBias(boolean bias) {
    return new LayerNormConfig(normalizedShape, eps, elementwiseAffine, bias, dtype);
  }

  /// Returns this with parameters of another type.
  public LayerNormConfig withDtype(DType dtype) {
    return new LayerNormConfig(normalizedShape, eps, elementwiseAffine, bias, dtype);
  }

  boolean hasBias() {
    return elementwiseAffine && bias;
  }
}
