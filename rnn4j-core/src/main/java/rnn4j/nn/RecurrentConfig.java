package rnn4j.nn;

import rnn4j.tensor.DType;

/// The options of a recurrent layer: those that all layers share, and those of its kind. Values
/// never change; each `withX` returns a changed copy.
///
/// @param <C> the configuration of one kind of layer
public sealed interface RecurrentConfig<C extends RecurrentConfig<C>>
    permits LstmConfig, PeepholeLstmConfig, GruConfig, RnnConfig {

  /// Returns the options that all layers share.
  LayerOptions options();

  /// Returns this configuration with other shared options.
  C with(LayerOptions options);

  /// Returns the elements of the input at each step.
  default int inputSize() {
    return options().inputSize();
  }

  /// Returns the elements of the hidden state.
  default int hiddenSize() {
    return options().hiddenSize();
  }

  /// Returns the number of layers.
  default int numLayers() {
    return options().numLayers();
  }

  /// Returns whether there are biases.
  default boolean bias() {
    return options().bias();
  }

  /// Returns whether input and output are (batch, seqLen, ...).
  default boolean batchFirst() {
    return options().batchFirst();
  }

  /// Returns the probability of an element of the output of every layer but the last being zeroed.
  default double dropout() {
    return options().dropout();
  }

  /// Returns whether each layer also runs backward over time.
  default boolean bidirectional() {
    return options().bidirectional();
  }

  /// Returns 2 for a bidirectional layer, otherwise 1.
  default int numDirections() {
    return bidirectional() ? 2 : 1;
  }

  /// Returns the type of parameters, input and states.
  default DType dtype() {
    return options().dtype();
  }

  /// Returns these options with another number of layers.
  default C withNumLayers(int numLayers) {
    return with(options().withNumLayers(numLayers));
  }

  /// Returns these options with or without biases.
  default C withBias(boolean bias) {
    return with(options().withBias(bias));
  }

  /// Returns these options with the batch or the time as first dimension.
  default C withBatchFirst(boolean batchFirst) {
    return with(options().withBatchFirst(batchFirst));
  }

  /// Returns these options with another dropout probability.
  default C withDropout(double dropout) {
    return with(options().withDropout(dropout));
  }

  /// Returns these options with one or both directions.
  default C withBidirectional(boolean bidirectional) {
    return with(options().withBidirectional(bidirectional));
  }

  /// Returns these options with another device; "cpu" is the one there is.
  default C withDevice(String device) {
    return with(options().withDevice(device));
  }

  /// Returns these options with another element type.
  default C withDtype(DType dtype) {
    return with(options().withDtype(dtype));
  }
}
