package rnn4j.cli.forecast;

import rnn4j.nn.Linear;
import rnn4j.nn.Lstm;
import rnn4j.nn.LstmConfig;
import rnn4j.nn.Module;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.Tensor;

/// An LSTM that reads a window and says all steps of the horizon at once, beside a linear map of
/// the same window (the "highway" of Lai et al. 2018, arXiv:1703.07015):
///
/// ```
/// y = head(h_L) + linear(window)
/// ```
///
/// What is nearly linear the linear path learns from few windows; the LSTM adds what is not. Both
/// outputs start from zero, so that an untrained network changes nothing.
final class ForecastNetwork extends Module {
  private final Lstm lstm;
  private final Linear head;
  private final Linear linear;

  ForecastNetwork(
      int features,
      int linearFeatures,
      int hiddenSize,
      int layers,
      int horizon,
      TorchRandom random) {
    LstmConfig config =
        LstmConfig.of(features, hiddenSize).withNumLayers(layers).withBatchFirst(true);
    lstm = register("lstm", new Lstm(config, random));
    head = register("head", zero(new Linear(hiddenSize, horizon, random)));
    linear = register("linear", zero(new Linear(linearFeatures, horizon, random)));
  }

  private static Linear zero(Linear layer) {
    layer.parameters().forEach(p -> p.set(Tensor.zeros(p.shape().toArray())));
    return layer;
  }

  /// Runs the network.
  ///
  /// @param sequences `(batch, window, features)`
  /// @param rows `(batch, linearFeatures)`
  /// @return `(batch, horizon)`
  Tensor forward(Tensor sequences, Tensor rows) {
    Tensor last = lstm.forward(sequences).lastHidden();
    return head.forward(last).plus(linear.forward(rows));
  }

  Linear linear() {
    return linear;
  }
}
