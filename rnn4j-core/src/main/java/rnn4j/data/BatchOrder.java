package rnn4j.data;

import java.util.Arrays;
import java.util.stream.IntStream;

/// Which examples are in which batch of an epoch. The batches are cut when they are asked for, as
/// there may be millions.
///
/// @param examples their numbers, batch by batch
/// @param batches the order of the batches
/// @param batchSize examples in a batch; the last one that is cut may have fewer
@SuppressWarnings("ArrayRecordComponent") // never compared
record BatchOrder(int[] examples, int[] batches, int batchSize) {

  /// Returns an order in which the batches follow one another.
  static BatchOrder of(int[] examples, int batchSize) {
    int[] batches = new int[Math.ceilDiv(examples.length, batchSize)];
    Arrays.setAll(batches, b -> b);
    return new BatchOrder(examples, batches, batchSize);
  }

  int size() {
    return batches.length;
  }

  /// Returns the examples of a batch.
  int[] batch(int number) {
    int from = batches[number] * batchSize;
    int to = (int) Math.min((long) from + batchSize, examples.length);
    return Arrays.copyOfRange(examples, from, to);
  }

  int[][] all() {
    return IntStream.range(0, size()).mapToObj(this::batch).toArray(int[][]::new);
  }
}
