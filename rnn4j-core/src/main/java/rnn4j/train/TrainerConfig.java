package rnn4j.train;

import rnn4j.optim.Goal;

/// How a [Trainer] works.
///
/// @param epochs at most
/// @param steps at most; 0 for no limit
/// @param clipNorm greatest norm of all gradients together; infinite for no limit
/// @param clipValue greatest magnitude of an element of a gradient; infinite for no limit
/// @param evaluateEvery steps from one measurement to the next; 0 to measure after each epoch
/// @param evaluateFirst whether to measure before the first step too
/// @param patience measurements without a better one after which training ends; 0 for no limit
/// @param monitor the number of an [Evaluation] that says which is the best
/// @param goal whether that is a small or a large one
/// @param keepBest whether the model ends with the parameters of the best measurement
/// @param scheduleByEpoch whether the learning rate's schedule goes on after epochs instead of
///   steps
public record TrainerConfig(
    long epochs,
    long steps,
    double clipNorm,
    double clipValue,
    long evaluateEvery,
    boolean evaluateFirst,
    long patience,
    String monitor,
    Goal goal,
    boolean keepBest,
    boolean scheduleByEpoch) {

  /// Checks the numbers.
  ///
  /// @throws IllegalArgumentException if one is out of its range
  public TrainerConfig {
    require("epochs", epochs, epochs >= 0, "at least 0");
    require("steps", steps, steps >= 0, "at least 0");
    require("evaluateEvery", evaluateEvery, evaluateEvery >= 0, "at least 0");
    require("patience", patience, patience >= 0, "at least 0");
    require("clipNorm", clipNorm, clipNorm > 0, "more than 0");
    require("clipValue", clipValue, clipValue > 0, "more than 0");
  }

  private static void require(String name, Number found, boolean right, String expected) {
    if (!right) {
      throw new IllegalArgumentException(
          "TrainerConfig: %s is %s, expected %s".formatted(name, found, expected));
    }
  }

  /// Returns options to train for some epochs, measuring the loss after each and keeping the best.
  public static TrainerConfig ofEpochs(long epochs) {
    return new TrainerConfig(
        epochs,
        0,
        Double.POSITIVE_INFINITY,
        Double.POSITIVE_INFINITY,
        0,
        false,
        0,
        Evaluation.LOSS,
        Goal.MIN,
        true,
        false);
  }

  /// Returns options to train for some steps, measuring the loss after each epoch and keeping the
  /// best.
  public static TrainerConfig ofSteps(long steps) {
    return ofEpochs(Long.MAX_VALUE).withSteps(steps);
  }

  /// Returns this with another number of epochs.
  public TrainerConfig withEpochs(long epochs) {
    return new TrainerConfig(
        epochs,
        steps,
        clipNorm,
        clipValue,
        evaluateEvery,
        evaluateFirst,
        patience,
        monitor,
        goal,
        keepBest,
        scheduleByEpoch);
  }

  /// Returns this with another number of steps.
  public TrainerConfig withSteps(long steps) {
    return new TrainerConfig(
        epochs,
        steps,
        clipNorm,
        clipValue,
        evaluateEvery,
        evaluateFirst,
        patience,
        monitor,
        goal,
        keepBest,
        scheduleByEpoch);
  }

  /// Returns this with gradients scaled to a greatest norm.
  public TrainerConfig withClipNorm(double clipNorm) {
    return new TrainerConfig(
        epochs,
        steps,
        clipNorm,
        clipValue,
        evaluateEvery,
        evaluateFirst,
        patience,
        monitor,
        goal,
        keepBest,
        scheduleByEpoch);
  }

  /// Returns this with the elements of gradients limited.
  public TrainerConfig withClipValue(double clipValue) {
    return new TrainerConfig(
        epochs,
        steps,
        clipNorm,
        clipValue,
        evaluateEvery,
        evaluateFirst,
        patience,
        monitor,
        goal,
        keepBest,
        scheduleByEpoch);
  }

  /// Returns this with another distance between measurements.
  public TrainerConfig withEvaluateEvery(long evaluateEvery) {
    return new TrainerConfig(
        epochs,
        steps,
        clipNorm,
        clipValue,
        evaluateEvery,
        evaluateFirst,
        patience,
        monitor,
        goal,
        keepBest,
        scheduleByEpoch);
  }

  /// Returns this with or without a measurement before the first step.
  public TrainerConfig withEvaluateFirst(boolean evaluateFirst) {
    return new TrainerConfig(
        epochs,
        steps,
        clipNorm,
        clipValue,
        evaluateEvery,
        evaluateFirst,
        patience,
        monitor,
        goal,
        keepBest,
        scheduleByEpoch);
  }

  /// Returns this with early stopping.
  public TrainerConfig withPatience(long patience) {
    return new TrainerConfig(
        epochs,
        steps,
        clipNorm,
        clipValue,
        evaluateEvery,
        evaluateFirst,
        patience,
        monitor,
        goal,
        keepBest,
        scheduleByEpoch);
  }

  /// Returns this with another number that says which measurement is the best.
  public TrainerConfig withMonitor(String monitor, Goal goal) {
    return new TrainerConfig(
        epochs,
        steps,
        clipNorm,
        clipValue,
        evaluateEvery,
        evaluateFirst,
        patience,
        monitor,
        goal,
        keepBest,
        scheduleByEpoch);
  }

  /// Returns this with the best or the last parameters in the end.
  public TrainerConfig withKeepBest(boolean keepBest) {
    return new TrainerConfig(
        epochs,
        steps,
        clipNorm,
        clipValue,
        evaluateEvery,
        evaluateFirst,
        patience,
        monitor,
        goal,
        keepBest,
        scheduleByEpoch);
  }

  /// Returns this with a schedule by epoch or by step.
  public TrainerConfig withScheduleByEpoch(boolean scheduleByEpoch) {
    return new TrainerConfig(
        epochs,
        steps,
        clipNorm,
        clipValue,
        evaluateEvery,
        evaluateFirst,
        patience,
        monitor,
        goal,
        keepBest,
        scheduleByEpoch);
  }
}
