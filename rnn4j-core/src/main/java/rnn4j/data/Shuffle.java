package rnn4j.data;

import java.util.Arrays;
import java.util.stream.IntStream;
import rnn4j.random.TorchRandom;

/// A random order for each epoch, from one seed. It needs no state: the order of an epoch follows
/// from seed and number.
///
/// @param seed any number
public record Shuffle(long seed) {

  /// Returns the numbers 0 to `count - 1` in the order of an epoch.
  public int[] order(int count, long epoch) {
    return random(epoch).randperm(count);
  }

  /// Returns batches of examples of similar length, in random order. The examples are shuffled, cut
  /// into pools of many batches, put in order of length within their pool, and cut into batches,
  /// which are shuffled again.
  ///
  /// @param lengths of all examples
  /// @param batchSize examples in a batch; the last one of the epoch's order may have fewer
  public int[][] bySimilarLength(int[] lengths, int batchSize, long epoch) {
    TorchRandom random = random(epoch);
    Integer[] order = boxed(random.randperm(lengths.length));
    int pool = Math.max(1, Math.min(POOL, Integer.MAX_VALUE / batchSize)) * batchSize;
    for (int from = 0; from < order.length; from += pool) {
      int to = (int) Math.min((long) from + pool, order.length);
      Arrays.sort(order, from, to, (a, b) -> Integer.compare(lengths[a], lengths[b]));
    }
    int[][] batches = cut(order, batchSize);
    int[] batchOrder = random.randperm(batches.length);
    return IntStream.of(batchOrder).mapToObj(i -> batches[i]).toArray(int[][]::new);
  }

  /// So many batches' examples are put in order of length together: enough that little is padding,
  /// few enough that batches differ from epoch to epoch.
  private static final int POOL = 50;

  private static Integer[] boxed(int[] values) {
    return IntStream.of(values).boxed().toArray(Integer[]::new);
  }

  /// Cuts an order into batches.
  private static int[][] cut(Integer[] order, int batchSize) {
    int count = Math.ceilDiv(order.length, batchSize);
    var batches = new int[count][];
    for (int b = 0; b < count; b++) {
      int from = b * batchSize;
      batches[b] =
          IntStream.range(from, Math.min(from + batchSize, order.length))
              .map(i -> order[i])
              .toArray();
    }
    return batches;
  }

  /// Of a seed only 32 bits count, so seed and epoch are mixed (the finaliser of SplitMix64).
  private TorchRandom random(long epoch) {
    long z = seed + (epoch + 1) * 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return TorchRandom.seed((z ^ (z >>> 31)) & 0xffffffffL);
  }
}
