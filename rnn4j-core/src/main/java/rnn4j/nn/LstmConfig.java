package rnn4j.nn;

import rnn4j.tensor.DType;

/// The options of an [Lstm]; names, defaults and checks are those of `torch.nn.LSTM`.
///
/// @param inputSize elements of the input at each step, at least 1
/// @param hiddenSize elements of the cell state, at least 1
/// @param numLayers layers stacked on one another, at least 1
/// @param bias whether there are biases
/// @param batchFirst whether input and output are (batch, seqLen, ...) instead of (seqLen, batch,
///   ...); states are never batch-first
/// @param dropout probability in [0, 1] with which an element of the output of every layer but the
///   last is zeroed in training
/// @param bidirectional whether each layer also runs backward over time
/// @param projSize elements of the hidden state, less than `hiddenSize`; 0 for no projection
/// @param device where the layer computes; "cpu" is the one device
/// @param dtype type of the parameters, of the input and of the states
public record LstmConfig(
    int inputSize,
    int hiddenSize,
    int numLayers,
    boolean bias,
    boolean batchFirst,
    double dropout,
    boolean bidirectional,
    int projSize,
    String device,
    DType dtype) {

  /// Checks the options, in PyTorch's order.
  ///
  /// @throws IllegalArgumentException if one is out of its range
  public LstmConfig {
    RecurrentOptions.check("LstmConfig", inputSize, hiddenSize, numLayers, dropout, device);
    if (projSize < 0) {
      throw new IllegalArgumentException(
          "LstmConfig: projSize is "
              + projSize
              + ", expected at least 1, or 0 to disable projections");
    }
    if (projSize >= hiddenSize) {
      throw new IllegalArgumentException(
          "LstmConfig: projSize is " + projSize + ", expected less than hiddenSize=" + hiddenSize);
    }
  }

  /// Returns PyTorch's defaults: one layer, one direction, biases, no projection.
  public static LstmConfig of(int inputSize, int hiddenSize) {
    return new LstmConfig(inputSize, hiddenSize, 1, true, false, 0, false, 0, "cpu", DType.FLOAT32);
  }

  /// Returns these options with another number of layers.
  public LstmConfig withNumLayers(int numLayers) {
    return new LstmConfig(
        inputSize,
        hiddenSize,
        numLayers,
        bias,
        batchFirst,
        dropout,
        bidirectional,
        projSize,
        device,
        dtype);
  }

  /// Returns these options with or without biases.
  public LstmConfig withBias(boolean bias) {
    return new LstmConfig(
        inputSize,
        hiddenSize,
        numLayers,
        bias,
        batchFirst,
        dropout,
        bidirectional,
        projSize,
        device,
        dtype);
  }

  /// Returns these options with the batch or the time as first dimension.
  public LstmConfig withBatchFirst(boolean batchFirst) {
    return new LstmConfig(
        inputSize,
        hiddenSize,
        numLayers,
        bias,
        batchFirst,
        dropout,
        bidirectional,
        projSize,
        device,
        dtype);
  }

  /// Returns these options with another dropout probability.
  public LstmConfig withDropout(double dropout) {
    return new LstmConfig(
        inputSize,
        hiddenSize,
        numLayers,
        bias,
        batchFirst,
        dropout,
        bidirectional,
        projSize,
        device,
        dtype);
  }

  /// Returns these options with one or both directions.
  public LstmConfig withBidirectional(boolean bidirectional) {
    return new LstmConfig(
        inputSize,
        hiddenSize,
        numLayers,
        bias,
        batchFirst,
        dropout,
        bidirectional,
        projSize,
        device,
        dtype);
  }

  /// Returns these options with a projection of the hidden state, or with 0 for none.
  public LstmConfig withProjSize(int projSize) {
    return new LstmConfig(
        inputSize,
        hiddenSize,
        numLayers,
        bias,
        batchFirst,
        dropout,
        bidirectional,
        projSize,
        device,
        dtype);
  }

  /// Returns these options with another device.
  public LstmConfig withDevice(String device) {
    return new LstmConfig(
        inputSize,
        hiddenSize,
        numLayers,
        bias,
        batchFirst,
        dropout,
        bidirectional,
        projSize,
        device,
        dtype);
  }

  /// Returns these options with another element type.
  public LstmConfig withDtype(DType dtype) {
    return new LstmConfig(
        inputSize,
        hiddenSize,
        numLayers,
        bias,
        batchFirst,
        dropout,
        bidirectional,
        projSize,
        device,
        dtype);
  }
}
