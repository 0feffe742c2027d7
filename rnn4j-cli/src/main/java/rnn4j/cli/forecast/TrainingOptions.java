package rnn4j.cli.forecast;

import java.util.OptionalInt;

/// How the network is made and trained.
///
/// @param patience epochs without a better validation loss after which training ends
/// @param learningRate of the LSTM; the linear path learns with [#linearLearningRate()]
/// @param batchSize windows in a step; if empty, the number of windows decides
record TrainingOptions(
    int hiddenSize,
    int layers,
    int epochs,
    int patience,
    double learningRate,
    OptionalInt batchSize,
    long seed) {

  private static final int MIN_BATCH = 8;
  private static final int MAX_BATCH = 64;
  private static final int STEPS_IN_EPOCH = 20;

  /// The linear path learns faster, so that it has learnt its part before the LSTM begins to learn
  /// the same by heart.
  double linearLearningRate() {
    return 4 * learningRate;
  }

  /// Returns the batch size for a number of windows: a power of two that gives at least about
  /// twenty steps in an epoch.
  int batchSize(int windows) {
    return batchSize.orElse(
        Math.clamp(
            Integer.highestOneBit(Math.max(1, windows / STEPS_IN_EPOCH)), MIN_BATCH, MAX_BATCH));
  }
}
