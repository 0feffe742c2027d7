package rnn4j.io.onnx;

import rnn4j.nn.CellLayer;
import rnn4j.nn.Gru;
import rnn4j.nn.GruConfig;
import rnn4j.nn.Lstm;
import rnn4j.nn.LstmConfig;
import rnn4j.nn.Nonlinearity;
import rnn4j.nn.Peephole;
import rnn4j.nn.PeepholeLstm;
import rnn4j.nn.PeepholeLstmConfig;
import rnn4j.nn.RecurrentConfig;
import rnn4j.nn.RecurrentLayer;
import rnn4j.nn.Rnn;
import rnn4j.nn.RnnConfig;
import rnn4j.tensor.DType;
import rnn4j.tensor.Tensor;

/// A layer that is written, and what is told of it apart from its weights.
///
/// @param name where it stands in the model, such as `encoder.rnn`; empty for the model itself
record ExportLayer(String name, RecurrentLayer layer, RecurrentConfig<?> config) {

  /// Returns what is told of a layer.
  ///
  /// @throws IllegalArgumentException if ONNX has no form for it
  static ExportLayer of(String name, RecurrentLayer layer) {
    return switch (layer) {
      case Lstm lstm -> new ExportLayer(name, layer, lstm.config());
      case Gru gru -> new ExportLayer(name, layer, gru.config());
      case Rnn rnn -> new ExportLayer(name, layer, rnn.config());
      case PeepholeLstm lstm when lstm.config().peephole() == Peephole.DIAGONAL ->
          new ExportLayer(name, layer, lstm.config());
      case PeepholeLstm _, CellLayer _ ->
          throw new IllegalArgumentException(
              "Onnx.write: layer is %s, expected an Lstm, Gru, Rnn or PeepholeLstm of the diagonal form"
                  .formatted(layer));
    };
  }

  RecurrentOperator operator() {
    return switch (config) {
      case LstmConfig _, PeepholeLstmConfig _ -> RecurrentOperator.LSTM;
      case GruConfig _ -> RecurrentOperator.GRU;
      case RnnConfig _ -> RecurrentOperator.RNN;
    };
  }

  /// Returns the elements of the projected state, 0 for no projection.
  int projSize() {
    return switch (config) {
      case LstmConfig lstm -> lstm.projSize();
      case PeepholeLstmConfig lstm -> lstm.projSize();
      default -> 0;
    };
  }

  boolean isPeephole() {
    return config instanceof PeepholeLstmConfig;
  }

  boolean isRelu() {
    return config instanceof RnnConfig rnn && rnn.nonlinearity() == Nonlinearity.RELU;
  }

  /// Returns the elements of the state h.
  int stateSize() {
    return projSize() > 0 ? projSize() : config.hiddenSize();
  }

  /// Returns whether the operator can be used: it has no projection, and ONNX Runtime does not
  /// compute it in double precision.
  boolean isOperator() {
    return projSize() == 0 && config.dtype() == DType.FLOAT32;
  }

  /// Returns a parameter, such as `weight_ih` of layer 1 backward.
  Tensor parameter(String parameter, int index, int direction) {
    return layer.parameter(parameter + "_l" + index + (direction == 1 ? "_reverse" : ""));
  }
}
