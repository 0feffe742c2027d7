package rnn4j.cli.forecast;

import java.util.Arrays;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import rnn4j.data.BatchReader;
import rnn4j.data.Batches;
import rnn4j.random.TorchRandom;

/// Windows in random order, one permutation of a generator for each epoch. A long series is seen in
/// several epochs, each a random choice of its windows.
final class ShuffledOrigins implements Batches<int[]> {
  private static final int MAX_WINDOWS_IN_EPOCH = 2048;

  private final int[] origins;
  private final int batchSize;
  private final TorchRandom random;
  private final String fingerprint;
  private final byte[] start;
  private long next; // the epoch that the generator has come to

  /// Begins with the generator as it is.
  ///
  /// @param fingerprint of the series
  ShuffledOrigins(int[] origins, int batchSize, TorchRandom random, String fingerprint) {
    this.origins = origins;
    this.batchSize = batchSize;
    this.random = random;
    this.fingerprint = fingerprint;
    this.start = random.state();
  }

  @Override
  public BatchReader<int[]> epoch(long epoch, long from) {
    if (epoch < next) {
      random.setState(start);
      next = 0;
    }
    for (; next < epoch; next++) {
      var _ = random.randperm(origins.length);
    }
    int[] order = random.randperm(origins.length);
    next++;
    int count = Math.min(order.length, MAX_WINDOWS_IN_EPOCH);
    return new BatchReader<>() {
      private long at = from * batchSize;

      @Override
      public int @Nullable [] next() {
        if (at >= count) {
          return null;
        }
        int[] batch =
            Arrays.stream(order, (int) at, (int) Math.min(at + batchSize, count))
                .map(i -> origins[i])
                .toArray();
        at += batchSize;
        return batch;
      }
    };
  }

  @Override
  public OptionalLong batchesPerEpoch() {
    return OptionalLong.of(Math.ceilDiv(Math.min(origins.length, MAX_WINDOWS_IN_EPOCH), batchSize));
  }

  @Override
  public String fingerprint() {
    return "%d windows of a %s".formatted(origins.length, fingerprint);
  }
}
