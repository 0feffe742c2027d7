package rnn4j.optim;

import java.util.Map;
import java.util.Objects;
import rnn4j.tensor.Tensor;

/// Lowers the learning rate when a number such as the validation loss has got no better for a
/// while, as `ReduceLROnPlateau`.
public final class ReduceLrOnPlateau {
  private final Optimizer optimizer;
  private final ReduceLrOnPlateauConfig config;
  private double best;
  private long badEpochs;
  private long cooldown;

  /// Creates a scheduler, which changes nothing at first.
  public ReduceLrOnPlateau(Optimizer optimizer, ReduceLrOnPlateauConfig config) {
    this.optimizer = optimizer;
    this.config = config;
    this.best = config.goal().worst();
  }

  /// Takes note of the number after an epoch.
  public void step(double metric) {
    if (isBetter(metric)) {
      best = metric;
      badEpochs = 0;
    } else {
      badEpochs++;
    }
    if (cooldown > 0) {
      cooldown--;
      badEpochs = 0;
    }
    if (badEpochs > config.patience()) {
      reduce();
      cooldown = config.cooldown();
      badEpochs = 0;
    }
  }

  private boolean isBetter(double metric) {
    double threshold = config.threshold();
    double sign = config.goal() == Goal.MIN ? -1 : 1;
    double bar = config.relative() ? best * (1 + sign * threshold) : best + sign * threshold;
    return config.goal().isBetter(metric, bar);
  }

  private void reduce() {
    for (int g = 0; g < optimizer.groups(); g++) {
      double lr = Math.max(optimizer.lr(g) * config.factor(), config.minLr());
      if (optimizer.lr(g) - lr > config.eps()) {
        optimizer.setLr(g, lr);
      }
    }
  }

  /// Returns what [#loadStateDict] needs to go on from here; the learning rates are with the
  /// optimiser.
  public Map<String, Tensor> stateDict() {
    return Map.of(
        "best",
        Tensor.scalar(best),
        "num_bad_epochs",
        Tensor.scalar((double) badEpochs),
        "cooldown_counter",
        Tensor.scalar((double) cooldown));
  }

  /// Goes on from a saved state.
  ///
  /// @throws IllegalArgumentException if it is not the state of such a scheduler
  public void loadStateDict(Map<String, Tensor> state) {
    if (!state.keySet().equals(stateDict().keySet())) {
      throw new IllegalArgumentException(
          "ReduceLrOnPlateau.loadStateDict: found %s, expected %s"
              .formatted(state.keySet(), stateDict().keySet()));
    }
    best = Objects.requireNonNull(state.get("best")).item();
    badEpochs = (long) Objects.requireNonNull(state.get("num_bad_epochs")).item();
    cooldown = (long) Objects.requireNonNull(state.get("cooldown_counter")).item();
  }
}
