package rnn4j.cli.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import rnn4j.cli.series.TimeSeries;
import rnn4j.cli.train.ContentHash;
import rnn4j.cli.train.Resumable;
import rnn4j.data.Batches;
import rnn4j.data.ExampleBatches;
import rnn4j.optim.Adam;
import rnn4j.optim.AdamConfig;
import rnn4j.optim.ParameterGroup;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.Tensor;
import rnn4j.train.Checkpoint;
import rnn4j.train.Evaluated;
import rnn4j.train.Evaluator;
import rnn4j.train.Loss;
import rnn4j.train.Trainer;
import rnn4j.train.TrainerConfig;
import rnn4j.train.TrainingListener;

/// Trains a model with early stopping: after each epoch the validation loss is taken, training ends
/// when it has not fallen for a while, and the weights of the best epoch are kept. That may be
/// epoch 0, where the network adds nothing to the blend.
final class Training implements Resumable {
  private static final double MAX_GRADIENT_NORM = 1;
  private static final int MAX_WINDOWS_TO_VALIDATE = 1024;
  private static final int VALIDATION_BATCH = 256;

  private final LstmForecaster model;
  private final Origins training;
  private final Origins validation;
  private final TrainingOptions options;
  private final ShuffledOrigins batches;
  private final Trainer<int[]> trainer;
  private final List<EpochLoss> losses = new ArrayList<>();

  /// @param random chooses the order of the windows
  Training(
      LstmForecaster model,
      Origins training,
      Origins validation,
      TrainingOptions options,
      TorchRandom random) {
    this.model = model;
    this.training = training;
    this.validation = validation.thinned(MAX_WINDOWS_TO_VALIDATE);
    this.options = options;
    batches =
        new ShuffledOrigins(
            training.rows(), options.batchSize(), random, fingerprint(model.series()));
    trainer = trainer(model.network());
  }

  private Trainer<int[]> trainer(ForecastNetwork network) {
    var made =
        new Trainer<>(
            network,
            optimizer(network),
            batch -> squaredErrors(training, batch),
            batches,
            TrainerConfig.ofEpochs(options.epochs())
                .withEvaluateFirst(true)
                .withPatience(options.patience())
                .withClipNorm(MAX_GRADIENT_NORM));
    made.setEvaluator(
        Evaluator.ofLoss(network, batch -> squaredErrors(validation, batch), validationBatches()));
    made.addListener(
        new TrainingListener() {
          @Override
          public void evaluated(Evaluated now) {
            losses.add(
                new EpochLoss((int) now.epoch(), now.trainingLoss(), now.evaluation().loss()));
          }
        });
    return made;
  }

  private static String fingerprint(TimeSeries series) {
    var text = new StringBuilder(series.column()).append(series.inputNames()).append('\n');
    for (int row = 0; row < series.length(); row++) {
      text.append(series.axis().label(row)).append(',');
      text.append(series.observed(row) ? Double.toString(series.value(row)) : "");
      for (int k = 0; k < series.inputNames().size(); k++) {
        text.append(',').append(series.input(k, row));
      }
      text.append('\n');
    }
    return "series of %d rows, SHA-256 %s"
        .formatted(series.length(), ContentHash.of(text.toString()));
  }

  /// Returns what runs the training.
  Trainer<int[]> trainer() {
    return trainer;
  }

  /// Returns how many steps an epoch has.
  OptionalLong stepsPerEpoch() {
    return batches.batchesPerEpoch();
  }

  /// Returns the losses before training and after each epoch.
  List<EpochLoss> losses() {
    return losses;
  }

  /// Returns the epoch whose weights were kept.
  int bestEpoch() {
    return (int) trainer.bestEpoch();
  }

  @Override
  public Checkpoint checkpoint() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("count", Integer.toString(losses.size()));
    for (EpochLoss loss : losses) {
      texts.put(loss.epoch() + ".training", Double.toHexString(loss.training()));
      texts.put(loss.epoch() + ".validation", Double.toHexString(loss.validation()));
    }
    return Checkpoint.ofTexts(texts);
  }

  @Override
  public void resume(Checkpoint checkpoint) {
    losses.clear();
    for (int epoch = 0; epoch < checkpoint.number("count"); epoch++) {
      losses.add(
          new EpochLoss(
              epoch, checkpoint.real(epoch + ".training"), checkpoint.real(epoch + ".validation")));
    }
  }

  /// The linear path learns faster than the rest.
  private Adam optimizer(ForecastNetwork network) {
    List<Tensor> linear = network.linear().parameters();
    List<Tensor> others =
        network.parameters().stream().filter(p -> linear.stream().noneMatch(q -> q == p)).toList();
    return new Adam(
        List.of(
            new ParameterGroup<>(others, AdamConfig.of().withLr(options.learningRate())),
            new ParameterGroup<>(linear, AdamConfig.of().withLr(options.linearLearningRate()))));
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
