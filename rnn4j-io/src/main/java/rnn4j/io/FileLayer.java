package rnn4j.io;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rnn4j.nn.StoredLayer;
import rnn4j.tensor.Tensor;

/// A recurrent layer of a file: what it is, and how to run it.
public interface FileLayer {

  /// Returns where the layer stands in the model, such as `encoder.rnn`; empty for the model
  /// itself.
  String name();

  /// Returns the kind of layer, by PyTorch's name where there is one, such as `LSTM` or `GRUCell`.
  String kind();

  /// Returns the options that the file tells: numbers, truth values, strings and lists of these by
  /// name. Options that PyTorch has too have its names, such as `hidden_size`.
  Map<String, Object> options();

  /// Returns the options that the file does not tell, by PyTorch's names, such as `batch_first`.
  List<String> untold();

  /// Returns the layer as one of PyTorch's, if one of them computes the same.
  Optional<StoredLayer> stored();

  /// Runs the layer on sequences, without dropout.
  ///
  /// @param input (seqLen, batch, inputSize), time first whatever the layer's own layout
  /// @param lengths of each sequence, from zero to `seqLen`
  /// @param initial states by name, `h` and of an LSTM also `c`, (numLayers * numDirections, batch,
  ///   size) each; those that are missing begin as the file says, or with zeros
  /// @return the output, time first, and the final states by name
  /// @throws IllegalArgumentException if shapes, lengths or types don't fit
  /// @throws IOException if the weights cannot be read
  LayerRun run(Tensor input, int[] lengths, Map<String, Tensor> initial) throws IOException;

  /// Returns a layer of PyTorch's that a file holds.
  static FileLayer of(StoredLayer layer) {
    return new TorchLayer(layer);
  }
}
