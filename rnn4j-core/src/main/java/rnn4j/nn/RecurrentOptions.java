package rnn4j.nn;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;

/// What the options of all recurrent layers have in common.
final class RecurrentOptions {
  private static final System.Logger LOG = System.getLogger(RecurrentOptions.class.getName());

  private RecurrentOptions() {}

  /// Checks the common options, in PyTorch's order.
  static void check(
      String where, int inputSize, int hiddenSize, int numLayers, double dropout, String device) {
    if (!(dropout >= 0 && dropout <= 1)) {
      throw new IllegalArgumentException(
          where
              + ": dropout is "
              + dropout
              + ", expected a number in [0, 1], the probability of an element being zeroed");
    }
    if (dropout > 0 && numLayers == 1) {
      LOG.log(
          Level.WARNING,
          "{0}: dropout is {1} and numLayers is 1, expected more layers: dropout is added after all"
              + " but the last",
          where,
          dropout);
    }
    requirePositive(where, "inputSize", inputSize);
    requirePositive(where, "hiddenSize", hiddenSize);
    requirePositive(where, "numLayers", numLayers);
    if (!device.equals("cpu")) {
      throw new IllegalArgumentException(
          where + ": device is \"" + device + "\", expected \"cpu\", the one device");
    }
  }

  private static void requirePositive(String where, String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          where + ": " + name + " is " + value + ", expected at least 1");
    }
  }

  /// Returns PyTorch's printed form of the options: those that are not the default.
  static String printed(
      int inputSize,
      int hiddenSize,
      int projSize,
      int numLayers,
      boolean bias,
      boolean batchFirst,
      double dropout,
      boolean bidirectional) {
    List<String> parts = new ArrayList<>();
    parts.add(inputSize + ", " + hiddenSize);
    if (projSize != 0) {
      parts.add("proj_size=" + projSize);
    }
    if (numLayers != 1) {
      parts.add("num_layers=" + numLayers);
    }
    if (!bias) {
      parts.add("bias=False");
    }
    if (batchFirst) {
      parts.add("batch_first=True");
    }
    if (dropout != 0) {
      parts.add("dropout=" + dropout);
    }
    if (bidirectional) {
      parts.add("bidirectional=True");
    }
    return String.join(", ", parts);
  }
}
