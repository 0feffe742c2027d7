package rnn4j.benchmarks;

import java.util.List;

/// What is made of several measurements.
final class Statistics {
  private Statistics() {}

  /// Returns the middle one, or the mean of the two in the middle.
  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
