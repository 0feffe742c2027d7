package rnn4j.cli.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import rnn4j.data.Batches;
import rnn4j.data.ExampleBatches;
import rnn4j.optim.Adam;
import rnn4j.optim.AdamConfig;
import rnn4j.optim.ParameterGroup;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.Tensor;
import rnn4j.train.DivergedException;
import rnn4j.train.Evaluated;
import rnn4j.train.Evaluator;
import rnn4j.train.Loss;
import rnn4j.train.Trainer;
import rnn4j.train.TrainerConfig;
import rnn4j.train.TrainingListener;

/// Trains a model with early stopping: after each epoch the validation loss is taken, training ends
/// when it has not fallen for a while, and the weights of the best epoch are kept. That may be
/// epoch 0, where the network adds nothing to the blend.
final class Training {
  private static final double MAX_GRADIENT_NORM = 1;
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
    var trainer =
        new Trainer<>(
            network,
            optimizer(network),
            batch -> squaredErrors(training, batch),
            new ShuffledOrigins(training.rows(), options.batchSize(), random),
            TrainerConfig.ofEpochs(options.epochs())
                .withEvaluateFirst(true)
                .withPatience(options.patience())
                .withClipNorm(MAX_GRADIENT_NORM));
    trainer.setEvaluator(
        Evaluator.ofLoss(network, batch -> squaredErrors(validation, batch), validationBatches()));
    trainer.addListener(
        new TrainingListener() {
          @Override
          public void evaluated(Evaluated now) {
            losses.add(
                new EpochLoss((int) now.epoch(), now.trainingLoss(), now.evaluation().loss()));
            listener.accept(losses.getLast());
          }
        });
    try {
      trainer.run();
    } catch (DivergedException e) {
      network.loadStateDict(trainer.bestParameters()); // nothing better can come after that
    }
    bestEpoch = (int) trainer.bestEpoch();
  }

  /// The linear path learns faster than the rest.
  private Adam optimizer(ForecastNetwork network) {
    List<Tensor> linear = network.linear().parameters();
    List<Tensor> others =
        network.parameters().stream().filter(p -> linear.stream().noneMatch(q -> q == p)).toList();
    return new Adam(
        List.of(
            new ParameterGroup<>(linear, AdamConfig.of().withLr(options.linearLearningRate())),
            new ParameterGroup<>(others, AdamConfig.of().withLr(options.learningRate()))));
  }

  private Batches<int[]> validationBatches() {
    int[] rows = validation.rows();
    return ExampleBatches.inOrder(
        rows.length,
        VALIDATION_BATCH,
        "",
        numbers -> Arrays.stream(numbers).map(i -> rows[i]).toArray());
  }

  private Loss squaredErrors(Origins part, int[] batch) {
    Tensor weights = model.weights(part, batch);
    Tensor error = model.run(batch).minus(model.targets(batch)).times(weights);
    return new Loss(error.times(error).sum(), weights.sum().item());
  }
}
