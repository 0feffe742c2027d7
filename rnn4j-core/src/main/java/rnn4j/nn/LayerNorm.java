package rnn4j.nn;

import org.jspecify.annotations.Nullable;
import rnn4j.tensor.Shape;
import rnn4j.tensor.ShapeException;
import rnn4j.tensor.Tensor;

/// Normalises the last dimensions (Ba, Kiros and Hinton 2016, arXiv 1607.06450), as
/// `torch.nn.LayerNorm`. With mean and variance over these dimensions:
///
/// ```
/// y = (x - mean) / sqrt(variance + eps) * weight + bias
/// ```
///
/// Parameters: `weight`, starting as ones, and `bias`, starting as zeros, of the normalised shape.
public final class LayerNorm extends Layer {
  private final LayerNormConfig config;
  private final @Nullable Tensor weight;
  private final @Nullable Tensor bias;

  /// Creates a layer with weight and bias, in single precision.
  ///
  /// @param normalizedShape the last dimensions of the input
  public LayerNorm(int... normalizedShape) {
    this(LayerNormConfig.of(normalizedShape));
  }

  /// Creates a layer.
  public LayerNorm(LayerNormConfig config) {
    this.config = config;
    int[] sizes = config.normalizedShape().toArray();
    weight =
        config.elementwiseAffine()
            ? register("weight", Tensor.full(config.dtype(), 1, sizes))
            : null;
    bias = config.hasBias() ? register("bias", Tensor.zeros(config.dtype(), sizes)) : null;
  }

  /// Returns the options this layer was made with.
  public LayerNormConfig config() {
    return config;
  }

  /// Returns the normalised input.
  ///
  /// @param input `(..., normalizedShape)`
  /// @return of the same shape
  /// @throws ShapeException if `input` has another shape
  /// @throws IllegalArgumentException if `input` has another element type than the parameters
  @Override
  public Tensor forward(Tensor input) {
    Inputs.requireType("LayerNorm.forward", input, config.dtype());
    requireNormalizedShape(input);
    int size = config.normalizedShape().numel();
    int rows = size == 0 ? 0 : input.numel() / size;
    Tensor normal = input.reshape(rows, size).normalize(config.eps());
    Tensor output = normal.reshape(input.shape().toArray());
    output = weight == null ? output : output.times(weight);
    return bias == null ? output : output.plus(bias);
  }

  private void requireNormalizedShape(Tensor input) {
    Shape expected = config.normalizedShape();
    boolean fits = input.dim() >= expected.dim();
    for (int d = 1; fits && d <= expected.dim(); d++) {
      fits = input.size(-d) == expected.size(-d);
    }
    if (!fits) {
      throw new ShapeException(
          "LayerNorm.forward: input has shape %s, expected one that ends in %s"
              .formatted(input.shape(), expected));
    }
  }

  @Override
  protected String extraRepr() {
    return "%s, eps=%s, elementwise_affine=%s, bias=%s"
        .formatted(
            Python.text(config.normalizedShape().toArray()),
            Python.text(config.eps()),
            Python.text(config.elementwiseAffine()),
            Python.text(config.hasBias()));
  }
}
