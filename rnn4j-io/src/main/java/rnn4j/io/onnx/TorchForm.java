package rnn4j.io.onnx;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import rnn4j.cell.Direction;
import rnn4j.io.onnx.OnnxActivation.Kind;
import rnn4j.nn.Gru;
import rnn4j.nn.GruConfig;
import rnn4j.nn.Lstm;
import rnn4j.nn.LstmConfig;
import rnn4j.nn.Nonlinearity;
import rnn4j.nn.PeepholeLstm;
import rnn4j.nn.PeepholeLstmConfig;
import rnn4j.nn.RecurrentConfig;
import rnn4j.nn.RecurrentLayer;
import rnn4j.nn.Rnn;
import rnn4j.nn.RnnConfig;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.Tensor;

/// Nodes that PyTorch has a layer for.
final class TorchForm {
  private TorchForm() {}

  /// @param state the parameters of the cells, which are named and laid out as PyTorch's
  static Optional<RecurrentLayer> of(OnnxOptions options, Map<String, Tensor> state) {
    boolean isPossible =
        options.directions().contains(Direction.FORWARD)
            && Double.isInfinite(options.clip())
            && !options.inputForget()
            && (options.operator() != RecurrentOperator.GRU || options.linearBeforeReset());
    if (!isPossible) {
      return Optional.empty();
    }
    return layer(options)
        .map(layer -> {
          layer.loadStateDict(state);
          return layer;
        });
  }

  private static Optional<RecurrentLayer> layer(OnnxOptions options) {
    int input = options.inputSize();
    int hidden = options.hiddenSize();
    TorchRandom random = TorchRandom.seed(0); // its numbers are replaced by the weights
    List<Kind> first = kinds(options, 0);
    if (!first.equals(kinds(options, options.directions().size() - 1))) {
      return Optional.empty();
    }
    return switch (options.operator()) {
      case LSTM ->
          !first.equals(List.of(Kind.SIGMOID, Kind.TANH, Kind.TANH))
              ? Optional.empty()
              : Optional.of(
                  options.peepholes()
                      ? new PeepholeLstm(
                          with(options, PeepholeLstmConfig.of(input, hidden)), random)
                      : new Lstm(with(options, LstmConfig.of(input, hidden)), random));
      case GRU ->
          !first.equals(List.of(Kind.SIGMOID, Kind.TANH))
              ? Optional.empty()
              : Optional.of(new Gru(with(options, GruConfig.of(input, hidden)), random));
      case RNN -> {
        RnnConfig config = with(options, RnnConfig.of(input, hidden));
        yield switch (first.getFirst()) {
          case TANH -> Optional.of(new Rnn(config.withNonlinearity(Nonlinearity.TANH), random));
          case RELU -> Optional.of(new Rnn(config.withNonlinearity(Nonlinearity.RELU), random));
          default -> Optional.empty();
        };
      }
    };
  }

  private static List<Kind> kinds(OnnxOptions options, int direction) {
    return options.activations(direction).stream().map(OnnxActivation::kind).toList();
  }

  private static <C extends RecurrentConfig<C>> C with(OnnxOptions options, C config) {
    return config
        .withBias(options.bias())
        .withBatchFirst(options.batchFirst())
        .withBidirectional(options.directions().size() == 2)
        .withDtype(options.dtype());
  }
}
