package rnn4j.data;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
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
    return bySimilarLength(lengths.length, i -> lengths[i], batchSize, epoch).all();
  }

  BatchOrder bySimilarLength(int count, IntUnaryOperator length, int batchSize, long epoch) {
    TorchRandom random = random(epoch);
    int[] order = random.randperm(count);
    int pool = Math.max(1, Math.min(POOL, Integer.MAX_VALUE / batchSize)) * batchSize;
    for (int from = 0; from < count; from += pool) {
      sort(order, from, (int) Math.min((long) from + pool, count), length);
    }
    int[] batches = random.randperm(Math.ceilDiv(count, batchSize));
    return new BatchOrder(order, batches, batchSize);
  }

  /// So many batches' examples are put in order of length together: enough that little is padding,
  /// few enough that batches differ from epoch to epoch.
  private static final int POOL = 50;

  /// Puts a part of an order in order of length; examples of one length stay as they are.
  private static void sort(int[] order, int from, int to, IntUnaryOperator length) {
    long[] keys = new long[to - from]; // length and place in one, as boxed numbers take more room
    for (int i = 0; i < keys.length; i++) {
      keys[i] = (long) length.applyAsInt(order[from + i]) << 32 | i;
    }
    Arrays.sort(keys);
    int[] before = Arrays.copyOfRange(order, from, to);
    for (int i = 0; i < keys.length; i++) {
      order[from + i] = before[(int) keys[i]];
    }
  }

  /// Of a seed only 32 bits count, so seed and epoch are mixed (the finaliser of SplitMix64).
  private TorchRandom random(long epoch) {
    long z = seed + (epoch + 1) * 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return TorchRandom.seed((z ^ (z >>> 31)) & 0xffffffffL);
  }
}
