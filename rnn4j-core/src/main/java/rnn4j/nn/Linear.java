package rnn4j.nn;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.ShapeException;
import rnn4j.tensor.Tensor;

/// An affine map of the last dimension, as `torch.nn.Linear`: `y = x W^T + b`.
///
/// Parameters: `weight` `(outFeatures, inFeatures)` and `bias` `(outFeatures)`, both starting from
/// the uniform distribution on `[-1 / sqrt(inFeatures), 1 / sqrt(inFeatures))`.
///
/// ```java
/// var linear = new Linear(10, 2, random);
/// Tensor output = linear.forward(input);   // (35, 20, 10) -> (35, 20, 2)
/// ```
public final class Linear extends Layer {
  private final LinearConfig config;
  private final Tensor weight;
  private final @Nullable Tensor bias;

  /// Creates a layer with a bias, in single precision.
  public Linear(int inFeatures, int outFeatures, TorchRandom random) {
    this(LinearConfig.of(inFeatures, outFeatures), random);
  }

  /// Creates a layer.
  public Linear(LinearConfig config, TorchRandom random) {
    this.config = config;
    int in = config.inFeatures();
    int out = config.outFeatures();
    weight = register("weight", Tensor.zeros(config.dtype(), out, in));
    Init.kaimingUniform(weight, Math.sqrt(5), random);
    if (config.bias()) {
      bias = register("bias", Tensor.zeros(config.dtype(), out));
      double bound = in > 0 ? 1 / Math.sqrt((double) in) : 0;
      Init.uniform(bias, -bound, bound, random);
    } else {
      bias = null;
    }
  }

  /// Returns the options this layer was made with.
  public LinearConfig config() {
    return config;
  }

  /// Returns the weight, `(outFeatures, inFeatures)`.
  public Tensor weight() {
    return weight;
  }

  /// Returns the bias, `(outFeatures)`, if there is one.
  public Optional<Tensor> bias() {
    return Optional.ofNullable(bias);
  }

  /// Returns `input * weight^T + bias`.
  ///
  /// @param input `(..., inFeatures)`
  /// @return `(..., outFeatures)`
  /// @throws ShapeException if `input` has another shape
  /// @throws IllegalArgumentException if `input` has another element type than the parameters
  @Override
  public Tensor forward(Tensor input) {
    Inputs.requireType("Linear.forward", input, config.dtype());
    if (input.dim() == 0 || input.size(-1) != config.inFeatures()) {
      throw new ShapeException(
          "Linear.forward: input has shape %s, expected (..., inFeatures=%d)"
              .formatted(input.shape(), config.inFeatures()));
    }
    return bias == null ? input.linear(weight) : input.linear(weight, bias);
  }

  @Override
  protected String extraRepr() {
    return "in_features=%d, out_features=%d, bias=%s"
        .formatted(config.inFeatures(), config.outFeatures(), Python.text(config.bias()));
  }
}
