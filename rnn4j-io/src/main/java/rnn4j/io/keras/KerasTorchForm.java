package rnn4j.io.keras;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import rnn4j.nn.GruConfig;
import rnn4j.nn.LstmConfig;
import rnn4j.nn.NamedTensors;
import rnn4j.nn.Nonlinearity;
import rnn4j.nn.RecurrentConfig;
import rnn4j.nn.RnnConfig;
import rnn4j.nn.StoredLayer;
import rnn4j.tensor.Tensor;

/// Layers that PyTorch has too: forward, or in both directions side by side, with the functions of
/// their papers.
final class KerasTorchForm {
  private KerasTorchForm() {}

  static Optional<StoredLayer> of(KerasLayer layer, Map<String, Tensor> state) {
    List<KerasOptions> options = layer.options();
    KerasOptions first = options.getFirst();
    KerasOptions last = options.getLast();
    boolean isPossible =
        !first.goBackwards()
            && (options.size() == 1
                || (last.goBackwards()
                    && last.kind() == first.kind()
                    && last.units() == first.units()
                    && last.activation() == first.activation()
                    && (layer.merge() == KerasMerge.CONCAT || layer.merge() == KerasMerge.NONE)))
            && options.stream().allMatch(KerasTorchForm::hasTorchsFunctions);
    boolean bias = state.containsKey("bias_ih_l0");
    if (!isPossible || (options.size() == 2 && bias != state.containsKey("bias_ih_l0_reverse"))) {
      return Optional.empty();
    }
    return Optional.of(
        new StoredLayer(
            layer.name(), config(layer, bias), false, List.of(), NamedTensors.of(state)));
  }

  private static boolean hasTorchsFunctions(KerasOptions o) {
    return switch (o.kind()) {
      case LSTM ->
          o.activation() == KerasActivation.TANH
              && o.recurrentActivation() == KerasActivation.SIGMOID;
      case GRU ->
          o.resetAfter()
              && o.activation() == KerasActivation.TANH
              && o.recurrentActivation() == KerasActivation.SIGMOID;
      case SIMPLE_RNN ->
          o.activation() == KerasActivation.TANH || o.activation() == KerasActivation.RELU;
    };
  }

  private static RecurrentConfig<?> config(KerasLayer layer, boolean bias) {
    KerasOptions o = layer.options().getFirst();
    int input = layer.inputSize();
    return switch (o.kind()) {
      case LSTM -> with(layer, bias, LstmConfig.of(input, o.units()));
      case GRU -> with(layer, bias, GruConfig.of(input, o.units()));
      case SIMPLE_RNN ->
          with(
              layer,
              bias,
              RnnConfig.of(input, o.units())
                  .withNonlinearity(
                      o.activation() == KerasActivation.RELU
                          ? Nonlinearity.RELU
                          : Nonlinearity.TANH));
    };
  }

  private static <C extends RecurrentConfig<C>> C with(KerasLayer layer, boolean bias, C config) {
    return config
        .withBias(bias)
        .withBatchFirst(true)
        .withBidirectional(layer.options().size() == 2)
        .withDtype(layer.dtype());
  }
}
