package rnn4j.train;

import java.util.Arrays;
import java.util.List;

/// How often each class was taken for each other.
public final class ConfusionMatrix {
  private final List<String> labels;
  private final long[][] counts; // (actual, predicted)

  /// Creates an empty matrix.
  ///
  /// @param labels names of the classes
  public ConfusionMatrix(List<String> labels) {
    this.labels = List.copyOf(labels);
    this.counts = new long[labels.size()][labels.size()];
  }

  /// Counts a prediction.
  public void add(int actual, int predicted) {
    counts[actual][predicted]++;
  }

  /// Returns the names of the classes.
  public List<String> labels() {
    return labels;
  }

  /// Returns how often a class was taken for another.
  public long count(int actual, int predicted) {
    return counts[actual][predicted];
  }

  /// Returns how many predictions were counted.
  public long total() {
    return Arrays.stream(counts).flatMapToLong(Arrays::stream).sum();
  }

  /// Returns the share of right predictions; NaN if there are none.
  public double accuracy() {
    long right = 0;
    for (int k = 0; k < counts.length; k++) {
      right += counts[k][k];
    }
    return (double) right / total();
  }

  /// Returns the share of right ones among the predictions of a class; 0 if it was never predicted.
  public double precision(int label) {
    long predicted = 0;
    for (long[] row : counts) {
      predicted += row[label];
    }
    return predicted == 0 ? 0 : (double) counts[label][label] / predicted;
  }

  /// Returns the share of a class that was predicted right; 0 if there was none of it.
  public double recall(int label) {
    long actual = Arrays.stream(counts[label]).sum();
    return actual == 0 ? 0 : (double) counts[label][label] / actual;
  }

  /// Returns the harmonic mean of precision and recall of a class; 0 if both are.
  public double f1(int label) {
    double precision = precision(label);
    double recall = recall(label);
    return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
  }

  /// Returns the mean F1 of the classes that occur, actual or predicted; NaN if there are none.
  public double macroF1() {
    double sum = 0;
    int occurring = 0;
    for (int k = 0; k < counts.length; k++) {
      boolean occurs = Arrays.stream(counts[k]).sum() > 0;
      for (long[] row : counts) {
        occurs |= row[k] > 0;
      }
      if (occurs) {
        sum += f1(k);
        occurring++;
      }
    }
    return sum / occurring;
  }
}
