package rnn4j.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rnn4j.tensor.DType;

/// The options that all recurrent layers share; names, defaults and checks are PyTorch's. They are
/// set through the layer's own configuration, such as [LstmConfig].
///
/// @param inputSize elements of the input at each step, at least 1
/// @param hiddenSize elements of the hidden state, at least 1
/// @param numLayers layers stacked on one another, at least 1
/// @param bias whether there are biases
/// @param batchFirst whether input and output are (batch, seqLen, ...) instead of (seqLen, batch,
///   ...); states are never batch-first
/// @param dropout probability in [0, 1] with which an element of the output of every layer but the
///   last is zeroed in training
/// @param bidirectional whether each layer also runs backward over time
/// @param device where the layer computes; "cpu" is the one device
/// @param dtype type of the parameters, of the input and of the states
public record LayerOptions(
    int inputSize,
    int hiddenSize,
    int numLayers,
    boolean bias,
    boolean batchFirst,
    double dropout,
    boolean bidirectional,
    String device,
    DType dtype) {

  /// Checks the options, in PyTorch's order.
  ///
  /// @throws IllegalArgumentException if one is out of its range
  public LayerOptions {
    if (!(dropout >= 0 && dropout <= 1)) {
      throw new IllegalArgumentException(
          "LayerOptions: dropout is %s, expected a number in [0, 1], the probability of an element being zeroed"
              .formatted(dropout));
    }
    Sizes.requireAtLeast("LayerOptions", "inputSize", inputSize, 1);
    Sizes.requireAtLeast("LayerOptions", "hiddenSize", hiddenSize, 1);
    Sizes.requireAtLeast("LayerOptions", "numLayers", numLayers, 1);
    if (!device.equals("cpu")) {
      throw new IllegalArgumentException(
          "LayerOptions: device is \"%s\", expected \"cpu\", the one device".formatted(device));
    }
  }

  /// PyTorch's defaults: one layer, one direction, biases.
  static LayerOptions of(int inputSize, int hiddenSize) {
    return new LayerOptions(inputSize, hiddenSize, 1, true, false, 0, false, "cpu", DType.FLOAT32);
  }

  LayerOptions withNumLayers(int value) {
    return new LayerOptions(
        inputSize, hiddenSize, value, bias, batchFirst, dropout, bidirectional, device, dtype);
  }

  LayerOptions withBias(boolean value) {
    return new LayerOptions(
        inputSize, hiddenSize, numLayers, value, batchFirst, dropout, bidirectional, device, dtype);
  }

  LayerOptions withBatchFirst(boolean value) {
    return new LayerOptions(
        inputSize, hiddenSize, numLayers, bias, value, dropout, bidirectional, device, dtype);
  }

  LayerOptions withDropout(double value) {
    return new LayerOptions(
        inputSize, hiddenSize, numLayers, bias, batchFirst, value, bidirectional, device, dtype);
  }

  LayerOptions withBidirectional(boolean value) {
    return new LayerOptions(
        inputSize, hiddenSize, numLayers, bias, batchFirst, dropout, value, device, dtype);
  }

  LayerOptions withDevice(String value) {
    return new LayerOptions(
        inputSize, hiddenSize, numLayers, bias, batchFirst, dropout, bidirectional, value, dtype);
  }

  LayerOptions withDtype(DType value) {
    return new LayerOptions(
        inputSize, hiddenSize, numLayers, bias, batchFirst, dropout, bidirectional, device, value);
  }

  /// Returns what PyTorch warns of when a layer is built.
  Optional<String> warning() {
    return dropout > 0 && numLayers == 1
        ? Optional.of(
            "dropout is %s and numLayers is 1, expected more layers: dropout comes after all but the last"
                .formatted(dropout))
        : Optional.empty();
  }

  /// Returns PyTorch's printed form: the options that are not the default.
  ///
  /// @param more options of one kind of layer, which PyTorch prints after the sizes
  String printed(String... more) {
    List<String> parts = new ArrayList<>();
    parts.add(inputSize + ", " + hiddenSize);
    parts.addAll(List.of(more));
    if (numLayers != 1) {
      parts.add("num_layers=" + numLayers);
    }
    if (!bias) {
      parts.add("bias=False");
    }
    if (batchFirst) {
      parts.add("batch_first=True");
    }
    if (dropout != 0) {
      parts.add("dropout=" + Python.text(dropout));
    }
    if (bidirectional) {
      parts.add("bidirectional=True");
    }
    return String.join(", ", parts);
  }
}
