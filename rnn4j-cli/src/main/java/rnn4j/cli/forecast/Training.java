package rnn4j.cli.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import rnn4j.optim.Adam;
import rnn4j.optim.AdamConfig;
import rnn4j.optim.ClipGrad;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.Gradients;
import rnn4j.tensor.Tensor;

/// Trains a model with early stopping: after each epoch the validation loss is taken, training ends
/// when it has not fallen for a while, and the weights of the best epoch are kept. That may be
/// epoch 0, where the network adds nothing to the blend.
final class Training {
  private static final double MAX_GRADIENT_NORM = 1;

  /// A long series is seen in several epochs, each a random choice of its windows.
  private static final int MAX_WINDOWS_IN_EPOCH = 2048;

  private static final int MAX_WINDOWS_TO_VALIDATE = 1024;
  private static final int VALIDATION_BATCH = 256;

  private final LstmForecaster model;
  private final Origins training;
  private final Origins validation;
  private final TrainingOptions options;
  private final List<EpochLoss> losses = new ArrayList<>();
  private int bestEpoch;

  Training(LstmForecaster model, Origins training, Origins validation, TrainingOptions options) {
    this.model = model;
    this.training = training;
    this.validation = validation.thinned(MAX_WINDOWS_TO_VALIDATE);
    this.options = options;
  }

  /// Returns the losses before training and after each epoch.
  List<EpochLoss> losses() {
    return losses;
  }

  /// Returns the epoch whose weights were kept.
  int bestEpoch() {
    return bestEpoch;
  }

  /// Runs the training.
  ///
  /// @param random chooses the order of the windows
  /// @param listener told of the state before training, then of every epoch when it is over
  void run(TorchRandom random, Consumer<EpochLoss> listener) {
    ForecastNetwork network = model.network();
    List<Tensor> linear = network.linear().parameters();
    List<Tensor> others =
        network.parameters().stream().filter(p -> linear.stream().noneMatch(q -> q == p)).toList();
    var fast = new Adam(linear, AdamConfig.of().withLr(options.linearLearningRate()));
    var slow = new Adam(others, AdamConfig.of().withLr(options.learningRate()));

    double best = validationLoss();
    Map<String, Tensor> kept = copied(network);
    losses.add(new EpochLoss(0, Double.NaN, best));
    listener.accept(losses.getFirst());
    for (int epoch = 1;
        epoch <= options.epochs() && epoch - bestEpoch <= options.patience();
        epoch++) {
      double loss = runEpoch(random, fast, slow);
      var now = new EpochLoss(epoch, loss, validationLoss());
      losses.add(now);
      if (now.validation() < best) {
        best = now.validation();
        bestEpoch = epoch;
        kept = copied(network);
      }
      listener.accept(now);
    }
    network.loadStateDict(kept);
  }

  private double runEpoch(TorchRandom random, Adam fast, Adam slow) {
    int[] order = random.randperm(training.rows().length);
    int count = Math.min(order.length, MAX_WINDOWS_IN_EPOCH);
    int batchSize = options.batchSize();
    double sum = 0;
    int steps = 0;
    for (int from = 0; from < count; from += batchSize) {
      int[] batch =
          Arrays.stream(order, from, Math.min(from + batchSize, count))
              .map(i -> training.rows()[i])
              .toArray();
      fast.zeroGrad();
      slow.zeroGrad();
      Tensor loss = squaredErrors(training, batch).div(count(training, batch));
      loss.backward();
      ClipGrad.norm(model.network().parameters(), MAX_GRADIENT_NORM);
      fast.step();
      slow.step();
      sum += loss.item();
      steps++;
    }
    return sum / steps;
  }

  private double validationLoss() {
    int[] rows = validation.rows();
    double sum = 0;
    double count = 0;
    for (int from = 0; from < rows.length; from += VALIDATION_BATCH) {
      int[] batch = Arrays.copyOfRange(rows, from, Math.min(from + VALIDATION_BATCH, rows.length));
      sum += Gradients.off(() -> squaredErrors(validation, batch).item());
      count += count(validation, batch);
    }
    return sum / count;
  }

  private Tensor squaredErrors(Origins part, int[] batch) {
    Tensor error = model.run(batch).minus(model.targets(batch)).times(model.weights(part, batch));
    return error.times(error).sum();
  }

  private double count(Origins part, int[] batch) {
    return model.weights(part, batch).sum().item();
  }

  private static Map<String, Tensor> copied(ForecastNetwork network) {
    Map<String, Tensor> copy = new LinkedHashMap<>();
    network.stateDict().forEach((name, tensor) -> copy.put(name, tensor.copy()));
    return copy;
  }
}
