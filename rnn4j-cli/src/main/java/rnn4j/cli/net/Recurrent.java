package rnn4j.cli.net;

import java.util.List;
import org.jspecify.annotations.Nullable;
import rnn4j.nn.Gru;
import rnn4j.nn.GruConfig;
import rnn4j.nn.LayerOptions;
import rnn4j.nn.Lstm;
import rnn4j.nn.LstmConfig;
import rnn4j.nn.LstmOutput;
import rnn4j.nn.LstmState;
import rnn4j.nn.RecurrentLayer;
import rnn4j.nn.Rnn;
import rnn4j.nn.RnnConfig;
import rnn4j.nn.RnnOutput;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.Tensor;

/// A recurrent layer of any kind, with its states as a list.
public final class Recurrent {
  private final RecurrentLayer layer;

  /// What a layer computes.
  ///
  /// @param output (seqLen, batch, numDirections * hiddenSize)
  /// @param last the final hidden states of the last layer, (batch, numDirections * hiddenSize)
  /// @param states to go on from
  public record Result(Tensor output, Tensor last, List<Tensor> states) {}

  /// Draws the weights of a layer.
  public Recurrent(LayerKind kind, LayerOptions options, TorchRandom random) {
    layer =
        switch (kind) {
          case LSTM -> new Lstm(new LstmConfig(options, 0), random);
          case GRU -> new Gru(new GruConfig(options), random);
          case RNN ->
              new Rnn(
                  RnnConfig.of(options.inputSize(), options.hiddenSize()).with(options), random);
        };
  }

  /// Returns the layer, to be registered in a module.
  public RecurrentLayer layer() {
    return layer;
  }

  /// Runs sequences, from zeros or from given states.
  public Result run(Tensor input, @Nullable List<Tensor> states) {
    return switch (layer) {
      case Lstm lstm ->
          result(
              states == null
                  ? lstm.forward(input)
                  : lstm.forward(input, new LstmState(states.get(0), states.get(1))));
      case Gru gru ->
          result(states == null ? gru.forward(input) : gru.forward(input, states.get(0)));
      case Rnn rnn ->
          result(states == null ? rnn.forward(input) : rnn.forward(input, states.get(0)));
      default -> throw new IllegalStateException(layer.toString());
    };
  }

  /// Runs sequences of different lengths from zeros.
  public Result run(Tensor input, int[] lengths) {
    return switch (layer) {
      case Lstm lstm -> result(lstm.forward(input, lengths));
      case Gru gru -> result(gru.forward(input, lengths));
      case Rnn rnn -> result(rnn.forward(input, lengths));
      default -> throw new IllegalStateException(layer.toString());
    };
  }

  private static Result result(LstmOutput out) {
    return new Result(out.output(), out.lastHidden(), List.of(out.state().h(), out.state().c()));
  }

  private static Result result(RnnOutput out) {
    return new Result(out.output(), out.lastHidden(), List.of(out.h()));
  }
}
