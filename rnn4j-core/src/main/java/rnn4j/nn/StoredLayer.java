package rnn4j.nn;

import java.util.List;

/// A recurrent layer or cell as it is stored: its options, and its parameters by PyTorch's names.
///
/// @param name where it stands in the model, such as `encoder.rnn`; empty for the model itself
/// @param config an [LstmConfig], [GruConfig] or [RnnConfig]; options that are not told have
///   PyTorch's default
/// @param cell whether it is a cell, such as an [LstmCell], whose parameters have no layer in their
///   names; it then has one layer and one direction
/// @param untold the options, by PyTorch's names, of which nothing is known, such as `batch_first`
/// @param parameters by the names of the layer, such as `weight_ih_l0`
public record StoredLayer(
    String name,
    RecurrentConfig<?> config,
    boolean cell,
    List<String> untold,
    NamedTensors parameters) {

  /// Creates a stored layer.
  public StoredLayer {
    untold = List.copyOf(untold);
  }

  /// Returns the same layer with other options.
  public StoredLayer with(RecurrentConfig<?> config) {
    return new StoredLayer(name, config, cell, untold, parameters);
  }

  /// Returns PyTorch's name of the kind of layer, such as `LSTM` or `GRUCell`.
  public String kind() {
    String layer =
        switch (config) {
          case LstmConfig _ -> "LSTM";
          case GruConfig _ -> "GRU";
          case RnnConfig _ -> "RNN";
          case PeepholeLstmConfig _ -> "PeepholeLSTM";
        };
    return cell ? layer + "Cell" : layer;
  }

  /// Returns the kind and the options as PyTorch prints them, such as `LSTM(10, 20, num_layers=2)`.
  @Override
  public String toString() {
    return kind()
        + switch (config) {
          case LstmConfig lstm when lstm.projSize() > 0 ->
              "(" + lstm.options().printed("proj_size=" + lstm.projSize()) + ")";
          case RnnConfig rnn when rnn.nonlinearity() != Nonlinearity.TANH ->
              "(" + rnn.options().printed("nonlinearity=" + rnn.nonlinearity()) + ")";
          default -> "(" + config.options().printed() + ")";
        };
  }
}
