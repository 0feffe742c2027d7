package rnn4j.cli.forecast;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import rnn4j.cli.series.TimeSeries;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.Gradients;
import rnn4j.tensor.Tensor;

/// The model: for every step of the horizon a [Blend] of simple forecasts, and what the network
/// adds to it in units of the blend's own error on the training part:
///
/// ```
/// forecast(o, h) = blend(o, h) + scale(h) network(window(o), h)
/// ```
final class LstmForecaster implements Forecaster {
  private static final String NETWORK = "network.";
  private static final String WINDOWS = "windows.";

  /// Windows that are run at once.
  private static final int BATCH = 256;

  private final TimeSeries series;
  private final int horizon;
  private final Blend blend;
  private final double[] scale; // (horizon)
  private final Windows windows;
  private final ForecastNetwork network;

  /// Makes an untrained model, which forecasts what the blend does.
  LstmForecaster(TimeSeries series, Plan plan, TrainingOptions options, TorchRandom random) {
    this.series = series;
    horizon = plan.horizon();
    blend = new Blend(series, plan);
    scale = rootMeanSquares(plan.trainingOrigins(series), blend);
    windows = new Windows(series, plan);
    network =
        new ForecastNetwork(
            windows.features(),
            windows.linearFeatures(),
            options.hiddenSize(),
            options.layers(),
            horizon,
            random);
  }

  /// Makes a saved model that sees another series.
  ///
  /// @param state what [#state()] returned
  /// @throws IllegalArgumentException if that is not the state of such a model
  LstmForecaster(
      TimeSeries series, Plan plan, int hiddenSize, int layers, Map<String, Tensor> state) {
    this.series = series;
    horizon = plan.horizon();
    blend =
        new Blend(
            series, plan, required(state, "blend.weight"), required(state, "blend.mean").item());
    scale = required(state, "scale").toDoubleArray();
    Map<String, Standardisation> scaling = new LinkedHashMap<>();
    Map<String, Tensor> weights = new LinkedHashMap<>();
    state.forEach((name, tensor) -> {
      if (name.startsWith(WINDOWS)) {
        scaling.put(
            name.substring(WINDOWS.length()), new Standardisation(tensor.get(0), tensor.get(1)));
      } else if (name.startsWith(NETWORK)) {
        weights.put(name.substring(NETWORK.length()), tensor);
      }
    });
    windows = new Windows(series, plan, scaling);
    network =
        new ForecastNetwork(
            windows.features(),
            windows.linearFeatures(),
            hiddenSize,
            layers,
            horizon,
            TorchRandom.seed(0));
    network.loadStateDict(weights);
    if (scale.length != horizon) {
      throw new IllegalArgumentException(
          "scale has %d numbers, expected %d".formatted(scale.length, horizon));
    }
  }

  private static Tensor required(Map<String, Tensor> state, String name) {
    Tensor tensor = state.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("no tensor \"" + name + "\"");
    }
    return tensor;
  }

  /// Returns the root of a forecaster's mean squared error at each step of the horizon; 1 where
  /// that is zero or nothing can be compared.
  private double[] rootMeanSquares(Origins origins, Forecaster forecaster) {
    double[] spread = errors(origins, forecaster);
    for (int h = 0; h < horizon; h++) {
      spread[h] = spread[h] > 0 ? spread[h] : 1;
    }
    return spread;
  }

  /// Returns the root of a forecaster's mean squared error at each step of the horizon; NaN where
  /// nothing can be compared.
  double[] errors(Origins origins, Forecaster forecaster) {
    double[][] forecasts = forecaster.forecast(origins.rows());
    double[] errors = new double[horizon];
    for (int h = 1; h <= horizon; h++) {
      var sum = new Score.Sum();
      for (int i = 0; i < forecasts.length; i++) {
        int origin = origins.rows()[i];
        if (origins.hasTarget(series, origin, h)) {
          sum.add(forecasts[i][h - 1] - series.value(origin + h));
        }
      }
      errors[h - 1] = sum.score().rmse();
    }
    return errors;
  }

  TimeSeries series() {
    return series;
  }

  ForecastNetwork network() {
    return network;
  }

  /// Returns all numbers of the model by name: the network's weights, and in double precision those
  /// of the blend and of the scaling.
  Map<String, Tensor> state() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    network.stateDict().forEach((name, tensor) -> state.put(NETWORK + name, tensor));
    state.put("blend.weight", blend.weight());
    state.put("blend.mean", Tensor.of(new double[] {blend.mean()}, 1));
    state.put("scale", Tensor.of(scale, horizon));
    windows
        .standardisations()
        .forEach((name, s) ->
            state.put(WINDOWS + name, Tensor.of(new double[] {s.mean(), s.scale()}, 2)));
    return state;
  }

  /// Returns what the network says, `(origins, horizon)`.
  Tensor run(int[] origins) {
    return network.forward(windows.sequences(origins), windows.rows(origins));
  }

  /// Returns what the network should say, `(origins, horizon)`.
  Tensor targets(int[] origins) {
    double[][] forecasts = blend.forecast(origins);
    float[] targets = new float[origins.length * horizon];
    for (int i = 0; i < origins.length; i++) {
      for (int h = 1; h <= horizon; h++) {
        int row = Math.min(origins[i] + h, series.length() - 1); // one beyond the end has weight 0
        targets[i * horizon + h - 1] =
            (float) ((series.value(row) - forecasts[i][h - 1]) / scale[h - 1]);
      }
    }
    return Tensor.of(targets, origins.length, horizon);
  }

  /// Returns 1 for targets that count and 0 for those that were filled in or lie beyond the part.
  Tensor weights(Origins part, int[] origins) {
    float[] weights = new float[origins.length * horizon];
    for (int i = 0; i < origins.length; i++) {
      for (int h = 1; h <= horizon; h++) {
        weights[i * horizon + h - 1] = part.hasTarget(series, origins[i], h) ? 1 : 0;
      }
    }
    return Tensor.of(weights, origins.length, horizon);
  }

  @Override
  public double[][] forecast(int[] origins) {
    double[][] forecasts = blend.forecast(origins);
    for (int from = 0; from < origins.length; from += BATCH) {
      int[] batch = Arrays.copyOfRange(origins, from, Math.min(from + BATCH, origins.length));
      float[] added = Gradients.off(() -> run(batch).toFloatArray());
      for (int i = 0; i < batch.length; i++) {
        for (int h = 0; h < horizon; h++) {
          forecasts[from + i][h] += scale[h] * added[i * horizon + h];
        }
      }
    }
    return forecasts;
  }
}
