package rnn4j.nn;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import rnn4j.tensor.Tensor;

/// Sequences of different lengths without any padding, as `torch.nn.utils.rnn.PackedSequence`. Made
/// and unmade by [Sequences].
///
/// The sequences are sorted by length, longest first. [#data()] holds the first elements of all,
/// then the second elements of those that have one, and so on; [#batchSizes()] says how many there
/// are of each.
public final class PackedSequence {
  private final Tensor data;
  private final int[] batchSizes;
  private final int batch;
  private final int @Nullable [] sortedIndices;

  /// @param sortedIndices which of the caller's sequences stands at each place, or null if they
  ///   came sorted
  PackedSequence(Tensor data, int[] batchSizes, int batch, int @Nullable [] sortedIndices) {
    this.data = data;
    this.batchSizes = batchSizes;
    this.batch = batch;
    this.sortedIndices = sortedIndices;
  }

  /// Returns the elements of all sequences, (sum of lengths, ...), time-major over the sorted
  /// sequences.
  public Tensor data() {
    return data;
  }

  /// Returns how many sequences have an element at each step; never rising.
  public int[] batchSizes() {
    return batchSizes.clone();
  }

  /// Returns the number of sequences, empty ones included.
  public int batch() {
    return batch;
  }

  /// Returns which of the caller's sequences stands at each place of the sorted ones.
  public int[] sortedIndices() {
    int[] indices = new int[batch];
    Arrays.setAll(indices, i -> sortedIndices == null ? i : sortedIndices[i]);
    return indices;
  }

  /// Returns at which place of the sorted ones each of the caller's sequences stands.
  public int[] unsortedIndices() {
    int[] sorted = sortedIndices();
    int[] unsorted = new int[batch];
    for (int place = 0; place < batch; place++) {
      unsorted[sorted[place]] = place;
    }
    return unsorted;
  }

  /// Returns whether the caller's order may differ from the sorted one.
  boolean isReordered() {
    return sortedIndices != null;
  }

  /// Returns the length of each of the caller's sequences.
  public int[] lengths() {
    int[] sorted = sortedIndices();
    int[] lengths = new int[batch];
    for (int size : batchSizes) {
      for (int place = 0; place < size; place++) {
        lengths[sorted[place]]++;
      }
    }
    return lengths;
  }

  /// Returns the same sequences with other elements.
  ///
  /// @param elements one row for each row of [#data()]
  PackedSequence withData(Tensor elements) {
    return new PackedSequence(elements, batchSizes, batch, sortedIndices);
  }
}
