package rnn4j.nn;

/// The options of an [Lstm]; names, defaults and checks are those of `torch.nn.LSTM`.
///
/// ```java
/// LstmConfig.of(10, 20).withNumLayers(2).withBidirectional(true).withDropout(0.1)
/// ```
///
/// @param options those that all layers share
/// @param projSize elements of the hidden state, less than `hiddenSize`; 0 for no projection
public record LstmConfig(LayerOptions options, int projSize)
    implements RecurrentConfig<LstmConfig> {

  /// Checks the options, in PyTorch's order.
  ///
  /// @throws IllegalArgumentException if one is out of its range
  public LstmConfig {
    if (projSize < 0) {
      throw new IllegalArgumentException(
          "LstmConfig: projSize is %d, expected at least 1, or 0 to disable projections"
              .formatted(projSize));
    }
    if (projSize >= options.hiddenSize()) {
      throw new IllegalArgumentException(
          "LstmConfig: projSize is %d, expected less than hiddenSize=%d"
              .formatted(projSize, options.hiddenSize()));
    }
  }

  /// Returns PyTorch's defaults: one layer, one direction, biases, no projection.
  public static LstmConfig of(int inputSize, int hiddenSize) {
    return new LstmConfig(LayerOptions.of(inputSize, hiddenSize), 0);
  }

  /// Returns these options with a projection of the hidden state, or with 0 for none.
  public LstmConfig withProjSize(int projSize) {
    return new LstmConfig(options, projSize);
  }

  @Override
  public LstmConfig with(LayerOptions options) {
    return new LstmConfig(options, projSize);
  }
}
