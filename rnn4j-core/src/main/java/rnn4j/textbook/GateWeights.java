package rnn4j.textbook;

import rnn4j.nn.Lstm;
import rnn4j.nn.Peephole;
import rnn4j.nn.PeepholeLstm;
import rnn4j.nn.PeepholeLstmConfig;
import rnn4j.nn.RecurrentConfig;
import rnn4j.nn.RecurrentLayer;
import rnn4j.tensor.Tensor;

/// The weights of a built-in layer in the layout of this package: gates side by side, matrices for
/// a product from the right, one bias.
///
/// @param w of the input, (inputSize, 4 * hiddenSize)
/// @param u of the state, (hiddenSize, number of gates * hiddenSize)
/// @param bias (4 * hiddenSize), the sum of the layer's two
record GateWeights(Tensor w, Tensor u, Tensor bias) {

  static GateWeights of(String where, Lstm layer) {
    return of(where, layer, layer.config(), layer.config().projSize(), "weight_hh_l0");
  }

  static GateWeights of(String where, PeepholeLstm layer, Peephole expected) {
    PeepholeLstmConfig config = layer.config();
    if (config.peephole() != expected) {
      throw new IllegalArgumentException(
          "%s.of: the layer has peephole=%s, expected %s"
              .formatted(where, config.peephole(), expected));
    }
    String recurrent = expected == Peephole.FULL ? "weight_ch_l0" : "weight_hh_l0";
    return of(where, layer, config, config.projSize(), recurrent);
  }

  private static GateWeights of(
      String where,
      RecurrentLayer layer,
      RecurrentConfig<?> config,
      int projSize,
      String recurrent) {
    if (config.numLayers() != 1 || config.bidirectional() || projSize != 0) {
      throw new IllegalArgumentException(
          "%s.of: the layer has numLayers=%d, bidirectional=%s, projSize=%d, expected 1, false, 0"
              .formatted(where, config.numLayers(), config.bidirectional(), projSize));
    }
    return new GateWeights(
        layer.parameter("weight_ih_l0").detach().t(),
        layer.parameter(recurrent).detach().t(),
        bias(layer, config));
  }

  private static Tensor bias(RecurrentLayer layer, RecurrentConfig<?> config) {
    return config.bias()
        ? layer.parameter("bias_ih_l0").detach().plus(layer.parameter("bias_hh_l0").detach())
        : Tensor.zeros(config.dtype(), 4 * config.hiddenSize());
  }
}
