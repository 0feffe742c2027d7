package rnn4j.nn;

/// The options of a [PeepholeLstm]: those of an [Lstm] and the form of the peepholes.
///
/// ```java
/// PeepholeLstmConfig.of(10, 20).withNumLayers(2).withBidirectional(true)
/// ```
///
/// @param options those that all layers share
/// @param peephole the form
/// @param projSize elements of the hidden state, less than `hiddenSize`; 0 for no projection. Only
///   the diagonal form has one
public record PeepholeLstmConfig(LayerOptions options, Peephole peephole, int projSize)
    implements RecurrentConfig<PeepholeLstmConfig> {

  /// Checks the options.
  ///
  /// @throws IllegalArgumentException if one is out of its range
  public PeepholeLstmConfig {
    if (projSize < 0) {
      throw new IllegalArgumentException(
          "PeepholeLstmConfig: projSize is %d, expected at least 1, or 0 to disable projections"
              .formatted(projSize));
    }
    if (projSize >= options.hiddenSize()) {
      throw new IllegalArgumentException(
          "PeepholeLstmConfig: projSize is %d, expected less than hiddenSize=%d"
              .formatted(projSize, options.hiddenSize()));
    }
    if (projSize > 0 && peephole == Peephole.FULL) {
      throw new IllegalArgumentException(
          "PeepholeLstmConfig: projSize is %d, expected 0: the FULL form has no projection; use DIAGONAL"
              .formatted(projSize));
    }
  }

  /// Returns the defaults: diagonal peepholes, one layer, one direction, biases, no projection.
  public static PeepholeLstmConfig of(int inputSize, int hiddenSize) {
    return new PeepholeLstmConfig(LayerOptions.of(inputSize, hiddenSize), Peephole.DIAGONAL, 0);
  }

  /// Returns these options with another form of the peepholes.
  public PeepholeLstmConfig withPeephole(Peephole peephole) {
    return new PeepholeLstmConfig(options, peephole, projSize);
  }

  /// Returns these options with a projection of the hidden state, or with 0 for none.
  public PeepholeLstmConfig withProjSize(int projSize) {
    return new PeepholeLstmConfig(options, peephole, projSize);
  }

  @Override
  public PeepholeLstmConfig with(LayerOptions options) {
    return new PeepholeLstmConfig(options, peephole, projSize);
  }
}
