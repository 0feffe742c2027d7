package rnn4j.data;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// Batches of examples that are known by their numbers.
///
/// ```java
/// var batches =
///     ExampleBatches.bySimilarLength(
///         lengths, 32, new Shuffle(0), "sentences", numbers -> collate(numbers));
/// ```
///
/// @param <B> a batch
public final class ExampleBatches<B> implements Batches<B> {

  private final int count;
  private final LongFunction<BatchOrder> plan;
  private final String fingerprint;
  private final Function<int[], B> collate;

  private ExampleBatches(
      int count, LongFunction<BatchOrder> plan, String fingerprint, Function<int[], B> collate) {
    this.count = count;
    this.plan = plan;
    this.fingerprint = fingerprint;
    this.collate = collate;
  }

  /// Creates batches of sequences of similar length, in random order.
  ///
  /// @param lengths of all sequences
  /// @param batchSize sequences in a batch
  /// @param fingerprint of the data, see [Batches#fingerprint()]
  /// @param collate makes a batch of the sequences of these numbers
  public static <B> ExampleBatches<B> bySimilarLength(
      int[] lengths,
      int batchSize,
      Shuffle shuffle,
      String fingerprint,
      Function<int[], B> collate) {
    int[] kept = lengths.clone();
    return bySimilarLength(kept.length, i -> kept[i], batchSize, shuffle, fingerprint, collate);
  }

  /// Creates batches of sequences of similar length, in random order.
  ///
  /// @param count of all sequences
  /// @param length returns the length of a sequence, always the same
  /// @param batchSize sequences in a batch
  /// @param fingerprint of the data, see [Batches#fingerprint()]
  /// @param collate makes a batch of the sequences of these numbers
  public static <B> ExampleBatches<B> bySimilarLength(
      int count,
      IntUnaryOperator length,
      int batchSize,
      Shuffle shuffle,
      String fingerprint,
      Function<int[], B> collate) {
    requirePositive(batchSize);
    return new ExampleBatches<>(
        Math.ceilDiv(count, batchSize),
        epoch -> shuffle.bySimilarLength(count, length, batchSize, epoch),
        fingerprint,
        collate);
  }

  /// Creates batches in random order.
  ///
  /// @param count of all examples
  public static <B> ExampleBatches<B> shuffled(
      int count, int batchSize, Shuffle shuffle, String fingerprint, Function<int[], B> collate) {
    requirePositive(batchSize);
    return new ExampleBatches<>(
        Math.ceilDiv(count, batchSize),
        epoch -> BatchOrder.of(shuffle.order(count, epoch), batchSize),
        fingerprint,
        collate);
  }

  /// Creates batches in the order of the examples, as for validation.
  ///
  /// @param count of all examples
  public static <B> ExampleBatches<B> inOrder(
      int count, int batchSize, String fingerprint, Function<int[], B> collate) {
    requirePositive(batchSize);
    int[] order = new int[count];
    Arrays.setAll(order, i -> i);
    return new ExampleBatches<>(
        Math.ceilDiv(count, batchSize), _ -> BatchOrder.of(order, batchSize), fingerprint, collate);
  }

  private static void requirePositive(int batchSize) {
    if (batchSize < 1) {
      throw new IllegalArgumentException(
          "ExampleBatches: batchSize is " + batchSize + ", expected at least 1");
    }
  }

  @Override
  public BatchReader<B> epoch(long epoch, long from) {
    BatchOrder order = plan.apply(epoch);
    return new BatchReader<>() {
      private long at = from;

      @Override
      public @Nullable B next() {
        return at < order.size() ? collate.apply(order.batch((int) at++)) : null;
      }
    };
  }

  @Override
  public OptionalLong batchesPerEpoch() {
    return OptionalLong.of(count);
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }
}
