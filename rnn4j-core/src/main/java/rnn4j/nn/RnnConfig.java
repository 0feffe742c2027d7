package rnn4j.nn;

/// The options of an [Rnn]; names, defaults and checks are those of `torch.nn.RNN`.
///
/// @param options those that all layers share
/// @param nonlinearity what is applied to the sums
public record RnnConfig(LayerOptions options, Nonlinearity nonlinearity)
    implements RecurrentConfig<RnnConfig> {

  /// Returns PyTorch's defaults: hyperbolic tangent, one layer, one direction, biases.
  public static RnnConfig of(int inputSize, int hiddenSize) {
    return new RnnConfig(LayerOptions.of(inputSize, hiddenSize), Nonlinearity.TANH);
  }

  /// Returns these options with another nonlinearity.
  public RnnConfig withNonlinearity(Nonlinearity nonlinearity) {
    return new RnnConfig(options, nonlinearity);
  }

  @Override
  public RnnConfig with(LayerOptions options) {
    return new RnnConfig(options, nonlinearity);
  }
}
