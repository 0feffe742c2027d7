package rnn4j.engine.pass;

import java.util.Arrays;
import java.util.stream.IntStream;

/// Which sequences of a batch take part in each step. Sequences are sorted by length, longest
/// first, so that step `t` has rows `0 .. batchSize(t) - 1`; all rows of all steps lie one after
/// another, time-major, as in PyTorch's packed sequences. A batch of one length is the simplest
/// case.
public final class Steps {
  private final int[] batchSizes;
  private final int[] offsets;

  private Steps(int[] batchSizes) {
    this.batchSizes = batchSizes;
    this.offsets = new int[batchSizes.length + 1];
    for (int t = 0; t < batchSizes.length; t++) {
      offsets[t + 1] = Math.addExact(offsets[t], batchSizes[t]);
    }
  }

  /// Creates the steps of sequences of one length.
  public static Steps of(int seqLen, int batch) {
    int[] batchSizes = new int[seqLen];
    Arrays.fill(batchSizes, batch);
    return new Steps(batchSizes);
  }

  /// Creates the steps of sequences of different lengths.
  ///
  /// @param batchSizes sequences in each step, never rising
  public static Steps of(int[] batchSizes) {
    return new Steps(batchSizes.clone());
  }

  /// Returns the number of steps.
  public int seqLen() {
    return batchSizes.length;
  }

  /// Returns how many sequences take part in a step.
  int batchSize(int t) {
    return batchSizes[t];
  }

  /// Returns the number of the first row of a step.
  public int offset(int t) {
    return offsets[t];
  }

  /// Returns how many rows all steps have together.
  public int rows() {
    return offsets[batchSizes.length];
  }

  /// Returns which sequence each row belongs to.
  public int[] sequences() {
    int[] sequences = new int[rows()];
    for (int t = 0; t < batchSizes.length; t++) {
      for (int n = 0; n < batchSizes[t]; n++) {
        sequences[offsets[t] + n] = n;
      }
    }
    return sequences;
  }

  /// Returns the first sequence of a part, where sequences are cut so that all parts have as many
  /// rows as possible, give or take half a sequence.
  ///
  /// @param part from zero; `parts` for the end of the last
  int start(int batch, int parts, int part) {
    long wanted = (long) rows() * part / parts;
    long before = 0;
    int length = seqLen();
    for (int n = 0; n < batch && part < parts; n++) {
      while (length > 0 && batchSizes[length - 1] <= n) {
        length--;
      }
      if (before >= wanted || 2 * (wanted - before) < length) {
        return n;
      }
      before += length;
    }
    return batch;
  }

  /// Returns some of the steps.
  ///
  /// @param from the first of them
  public Steps part(int from, int to) {
    return new Steps(Arrays.copyOfRange(batchSizes, from, to));
  }

  /// Returns the rows of one sequence in the order in which the backward pass meets them.
  ///
  /// @param sequence its number in the batch
  public int[] backwardOrder(boolean reverse, int sequence) {
    int length = 0;
    while (length < batchSizes.length && batchSizes[length] > sequence) {
      length++;
    }
    int last = length - 1;
    return IntStream.range(0, length)
        .map(i -> offsets[reverse ? i : last - i] + sequence)
        .toArray();
  }

  /// Returns the rows of the steps that are scanned as number `first .. end - 1`, in the order in
  /// which the backward pass meets them: the step scanned last comes first, and within a step the
  /// rows ascend. Gradients of weights are summed in this order.
  public int[] backwardOrder(boolean reverse, int first, int end) {
    int rows = 0;
    for (int s = first; s < end; s++) {
      rows += batchSizes[time(reverse, s)];
    }
    int[] order = new int[rows];
    int at = 0;
    for (int s = end - 1; s >= first; s--) {
      int t = time(reverse, s);
      for (int n = 0; n < batchSizes[t]; n++) {
        order[at++] = offsets[t] + n;
      }
    }
    return order;
  }

  /// Returns the step that is scanned as number `s`.
  int time(boolean reverse, int s) {
    return reverse ? seqLen() - 1 - s : s;
  }
}
