package rnn4j.nn;

/// The options of a [Gru]; names, defaults and checks are those of `torch.nn.GRU`.
///
/// @param options those that all layers share
public record GruConfig(LayerOptions options) implements RecurrentConfig<GruConfig> {

  /// Returns PyTorch's defaults: one layer, one direction, biases.
  public static GruConfig of(int inputSize, int hiddenSize) {
    return new GruConfig(LayerOptions.of(inputSize, hiddenSize));
  }

  @Override
  public GruConfig with(LayerOptions options) {
    return new GruConfig(options);
  }
}
