package rnn4j.train;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rnn4j.data.BatchReader;
import rnn4j.data.Batches;
import rnn4j.nn.Module;
import rnn4j.optim.ClipGrad;
import rnn4j.optim.LrScheduler;
import rnn4j.optim.Optimizer;
import rnn4j.optim.ReduceLrOnPlateau;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.Tensor;

/// Trains a model: epochs of steps, measurements in between, the best parameters kept.
///
/// ```java
/// var optimizer = new Adam(model.parameters(), AdamConfig.of().withLr(0.01));
/// var config = TrainerConfig.ofEpochs(20).withClipNorm(1).withPatience(5);
/// var trainer = new Trainer<>(model, optimizer, objective, training, config);
/// trainer.setEvaluator(Evaluator.ofLoss(model, objective, validation));
/// trainer.addRandom("dropout", random);
/// trainer.run();
/// ```
///
/// **Going on after an end.** [#checkpoint()] returns everything that decides about what is to
/// come. A trainer that is made alike and [resumes][#resume(Checkpoint)] it ends with the same bits
/// as one that was never interrupted. What draws random numbers in training, such as dropout, is to
/// be made known by [#addRandom].
///
/// Not thread-safe, [#stop()] apart.
///
/// @param <B> a batch
public final class Trainer<B> {
  private final Module model;
  private final Optimizer optimizer;
  private final Objective<B> objective;
  private final Batches<B> batches;
  private final TrainerConfig config;
  private final Map<String, TorchRandom> randoms = new LinkedHashMap<>();
  private final List<TrainingListener> listeners = new ArrayList<>();
  private final Progress progress;
  private @Nullable Evaluator evaluator;
  private @Nullable LrScheduler scheduler;
  private @Nullable ReduceLrOnPlateau plateau;
  private Map<String, Tensor> best = Map.of(); // parameters, copied
  private volatile boolean stopped;

  /// Creates a trainer.
  ///
  /// @param optimizer of the model's parameters
  /// @param objective what is to become small
  /// @param batches to train on
  public Trainer(
      Module model,
      Optimizer optimizer,
      Objective<B> objective,
      Batches<B> batches,
      TrainerConfig config) {
    this.model = model;
    this.optimizer = optimizer;
    this.objective = objective;
    this.batches = batches;
    this.config = config;
    this.progress = new Progress(config.goal());
  }

  // ---- What it works with

  /// Sets what measures the model.
  public void setEvaluator(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  /// Sets what changes the learning rate after each step, or after each epoch, as the configuration
  /// says.
  public void setScheduler(LrScheduler scheduler) {
    this.scheduler = scheduler;
  }

  /// Sets what lowers the learning rate when measurements get no better.
  public void setPlateau(ReduceLrOnPlateau plateau) {
    this.plateau = plateau;
  }

  /// Adds a generator whose state belongs to checkpoints.
  ///
  /// @param name of its own, without dots
  public void addRandom(String name, TorchRandom random) {
    randoms.put(name, random);
  }

  /// Adds someone to be told.
  public void addListener(TrainingListener listener) {
    listeners.add(listener);
  }

  // ---- How far it is

  /// Returns how many epochs have ended.
  public long epochs() {
    return progress.epoch;
  }

  /// Returns how many steps there have been.
  public long steps() {
    return progress.step;
  }

  /// Returns the epoch of the best measurement; 0 if that was before training.
  public long bestEpoch() {
    return progress.bestEpoch;
  }

  /// Returns the step of the best measurement.
  public long bestStep() {
    return progress.bestStep;
  }

  /// Returns the best number measured, of the kind that is monitored.
  public double best() {
    return progress.best;
  }

  /// Returns the parameters of the best measurement, copies by name; empty if there is none yet.
  public Map<String, Tensor> bestParameters() {
    return best;
  }

  /// Returns whether the training is over: all epochs or steps, or nothing got better for long.
  public boolean isFinished() {
    return progress.ended
        || progress.epoch >= config.epochs()
        || (config.steps() > 0 && progress.step >= config.steps());
  }

  /// Makes [#run()] return after the step that it is at; if it is not running, the next one returns
  /// at once. Any thread may call this.
  public void stop() {
    stopped = true;
  }

  // ---- Training

  /// Trains until it is finished or stopped. Then, if it is finished, the model has the best
  /// parameters, unless the last are to be kept.
  ///
  /// @throws DivergedException if a loss is not a finite number
  public void run() {
    try {
      train();
    } finally {
      stopped = false;
    }
  }

  private void train() {
    model.train();
    if (config.evaluateFirst() && progress.step == 0 && progress.evaluatedStep < 0) {
      evaluate(0);
    }
    while (!stopped && !isFinished()) {
      runEpoch();
    }
    if (!isFinished()) {
      return;
    }
    if (progress.evaluatedStep < progress.step) {
      evaluate(progress.batch > 0 ? progress.epoch + 1 : progress.epoch);
    }
    if (config.keepBest() && !best.isEmpty()) {
      model.loadStateDict(best);
    }
    model.eval();
  }

  private void runEpoch() {
    try (BatchReader<B> reader = batches.epoch(progress.epoch, progress.batch)) {
      while (!stopped && !isFinished()) {
        B batch = reader.next();
        if (batch == null) {
          endEpoch();
          return;
        }
        TrainingStep step = step(batch);
        if (config.evaluateEvery() > 0 && progress.step % config.evaluateEvery() == 0) {
          evaluate(progress.epoch + 1);
        }
        listeners.forEach(listener -> listener.step(step));
      }
    }
  }

  private TrainingStep step(B batch) {
    optimizer.zeroGrad();
    Loss loss = objective.loss(batch);
    Tensor mean = loss.mean();
    double value = mean.item();
    if (!Double.isFinite(value)) {
      throw new DivergedException(progress.step + 1, value);
    }
    mean.backward();
    double norm = clip();
    double lr = optimizer.lr();
    optimizer.step();
    optimizer.zeroGrad(); // the memory is wanted for the next batch
    if (scheduler != null && !config.scheduleByEpoch()) {
      scheduler.step();
    }
    progress.step++;
    progress.batch++;
    progress.lossSum += value;
    return new TrainingStep(progress.epoch + 1, progress.step, value, norm, lr, loss.count());
  }

  private double clip() {
    if (config.clipValue() < Double.POSITIVE_INFINITY) {
      ClipGrad.value(optimizer.parameters(), config.clipValue());
    }
    return config.clipNorm() < Double.POSITIVE_INFINITY
        ? ClipGrad.norm(model.parameters(), config.clipNorm())
        : Double.NaN;
  }

  private void endEpoch() {
    if (progress.batch == 0) {
      throw new IllegalArgumentException(
          "Trainer: epoch %d has no batches, expected some".formatted(progress.epoch + 1));
    }
    double loss = progress.meanLoss();
    if (scheduler != null && config.scheduleByEpoch()) {
      scheduler.step();
    }
    if (config.evaluateEvery() == 0) {
      evaluate(progress.epoch + 1);
    }
    progress.epoch++;
    progress.batch = 0;
    progress.lossSum = 0;
    var epoch = new TrainingEpoch(progress.epoch, progress.step, loss);
    listeners.forEach(listener -> listener.epoch(epoch));
  }

  private void evaluate(long epoch) {
    progress.evaluatedStep = progress.step;
    if (evaluator == null) {
      return;
    }
    Evaluation evaluation = evaluator.evaluate();
    double value = evaluation.value(config.monitor());
    boolean isBest = config.goal().isBetter(value, progress.best);
    if (isBest) {
      progress.best = value;
      progress.bestEpoch = epoch;
      progress.bestStep = progress.step;
      progress.withoutBest = 0;
      best = copies(model.stateDict());
    } else {
      progress.withoutBest++;
    }
    progress.ended = config.patience() > 0 && progress.withoutBest >= config.patience();
    if (plateau != null) {
      plateau.step(value);
    }
    var evaluated = new Evaluated(epoch, progress.step, progress.meanLoss(), evaluation, isBest);
    listeners.forEach(listener -> listener.evaluated(evaluated));
  }

  private static Map<String, Tensor> copies(Map<String, Tensor> state) {
    var copies = new LinkedHashMap<String, Tensor>();
    state.forEach((name, tensor) -> copies.put(name, tensor.copy()));
    return copies;
  }

  // ---- Checkpoints

  /// Returns everything that decides about what is to come. To be called between steps: before or
  /// after [#run()], or by a listener that is told of a step or an epoch.
  public Checkpoint checkpoint() {
    var random = new LinkedHashMap<String, String>();
    randoms.forEach((name, r) -> random.put(name, Base64.getEncoder().encodeToString(r.state())));
    Checkpoint all =
        Checkpoint.EMPTY
            .with("model", Checkpoint.ofTensors(model.stateDict()))
            .with("best", Checkpoint.ofTensors(best))
            .with("optimizer", Checkpoint.ofTensors(optimizer.stateDict()))
            .with("objective", objective.checkpoint())
            .with("random", Checkpoint.ofTexts(random))
            .with("trainer", progress.checkpoint())
            .with("data", Checkpoint.ofTexts(Map.of("fingerprint", batches.fingerprint())));
    if (scheduler != null) {
      all = all.with("scheduler", Checkpoint.ofTensors(scheduler.stateDict()));
    }
    if (plateau != null) {
      all = all.with("plateau", Checkpoint.ofTensors(plateau.stateDict()));
    }
    return all;
  }

  /// Goes on from a checkpoint of a trainer that was made alike.
  ///
  /// @throws IllegalArgumentException if the checkpoint is of other data, another model or another
  ///   optimiser; this trainer is not to be used then
  public void resume(Checkpoint checkpoint) {
    String fingerprint = checkpoint.part("data").text("fingerprint");
    if (!fingerprint.equals(batches.fingerprint())) {
      throw new IllegalArgumentException(
          "Trainer.resume: the checkpoint was made with other data: %s, found %s"
              .formatted(fingerprint, batches.fingerprint()));
    }
    Checkpoint random = checkpoint.part("random");
    randoms.forEach((name, r) -> r.setState(Base64.getDecoder().decode(random.text(name))));
    model.loadStateDict(checkpoint.part("model").tensors());
    best = copies(checkpoint.part("best").tensors());
    optimizer.loadStateDict(checkpoint.part("optimizer").tensors());
    if (scheduler != null) {
      scheduler.loadStateDict(checkpoint.part("scheduler").tensors());
    }
    if (plateau != null) {
      plateau.loadStateDict(checkpoint.part("plateau").tensors());
    }
    objective.resume(checkpoint.part("objective"));
    progress.resume(checkpoint.part("trainer"));
  }
}
