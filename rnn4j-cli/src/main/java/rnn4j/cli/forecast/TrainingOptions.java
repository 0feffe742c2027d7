package rnn4j.cli.forecast;

/// How the network is made and trained.
///
/// @param hiddenSize units in a layer of the LSTM
/// @param layers of the LSTM
/// @param epochs at most
/// @param patience epochs without a better validation loss after which training ends
/// @param learningRate of the LSTM; the linear path learns with [#linearLearningRate()]
/// @param batchSize windows in a step
/// @param seed of the weights and of the order of the windows
record TrainingOptions(
    int hiddenSize,
    int layers,
    int epochs,
    int patience,
    double learningRate,
    int batchSize,
    long seed) {

  /// The linear path learns faster, so that it has learnt its part before the LSTM begins to learn
  /// the same by heart.
  double linearLearningRate() {
    return 4 * learningRate;
  }

  /// Returns the hidden size for a number of training windows: few windows are soon learnt by heart
  /// by a large network.
  static int usualHiddenSize(int windows) {
    return powerOfTwo(windows / 40, 8, 32);
  }

  /// Returns the batch size for a number of training windows: at least about twenty steps make an
  /// epoch.
  static int usualBatchSize(int windows) {
    return powerOfTwo(windows / 20, 8, 64);
  }

  private static int powerOfTwo(int number, int least, int most) {
    return Math.clamp(Integer.highestOneBit(number), least, most);
  }
}
