package rnn4j.data;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import rnn4j.tensor.Indices;

/// Batches for truncated backpropagation through time: a long row of tokens is cut into as many
/// streams as a batch has columns, and these are read side by side, piece by piece.
///
/// ```
/// tokens   a b c d e f g h i          2 streams: a b c d | e f g h, targets one further
/// batch 0  a e    batch 1  c g        seqLen = 2
///          b f             d h
/// ```
///
/// What does not fill all streams is left out at the end; the last batch may be shorter.
public final class StreamBatches implements Batches<StreamBatch> {
  private final Tokens tokens;
  private final int batchSize;
  private final int seqLen;
  private final long steps; // of each stream

  /// Creates batches.
  ///
  /// @param batchSize number of streams
  /// @param seqLen steps of a piece, over which gradients are taken
  /// @throws IllegalArgumentException if there are too few tokens for a step of each stream
  public StreamBatches(Tokens tokens, int batchSize, int seqLen) {
    if (batchSize < 1 || seqLen < 1) {
      throw new IllegalArgumentException(
          "StreamBatches: batchSize is %d and seqLen %d, expected at least 1"
              .formatted(batchSize, seqLen));
    }
    this.tokens = tokens;
    this.batchSize = batchSize;
    this.seqLen = seqLen;
    this.steps = (tokens.count() - 1) / batchSize;
    if (steps < 1) {
      throw new IllegalArgumentException(
          "StreamBatches: %d tokens, expected at least %d for a step of %d streams"
              .formatted(tokens.count(), batchSize + 1, batchSize));
    }
  }

  @Override
  public BatchReader<StreamBatch> epoch(long epoch, long from) {
    return new Streams(from);
  }

  @Override
  public OptionalLong batchesPerEpoch() {
    return OptionalLong.of(Math.ceilDiv(steps, seqLen));
  }

  @Override
  public String fingerprint() {
    return tokens.fingerprint() + ", " + batchSize + " streams of pieces of " + seqLen;
  }

  private final class Streams implements BatchReader<StreamBatch> {
    private final List<Tokens.Reader> readers = new ArrayList<>();
    private final int[] previous = new int[batchSize]; // the last target of each stream
    private long step;

    Streams(long from) {
      step = Math.min(Math.multiplyExact(from, (long) seqLen), steps);
      for (int b = 0; step < steps && b < batchSize; b++) {
        Tokens.Reader reader = tokens.from(b * steps + step);
        readers.add(reader);
        reader.read(previous, b, 1);
      }
    }

    @Override
    public @Nullable StreamBatch next() {
      if (step >= steps) {
        return null;
      }
      int length = (int) Math.min(seqLen, steps - step);
      int[] input = new int[length * batchSize];
      int[] target = new int[length * batchSize];
      int[] column = new int[length];
      for (int b = 0; b < batchSize; b++) {
        readers.get(b).read(column, 0, length);
        for (int t = 0; t < length; t++) {
          input[t * batchSize + b] = t == 0 ? previous[b] : column[t - 1];
          target[t * batchSize + b] = column[t];
        }
        previous[b] = column[length - 1];
      }
      boolean first = step == 0;
      step += length;
      return new StreamBatch(
          Indices.of(input, length, batchSize), Indices.of(target, length, batchSize), first);
    }

    @Override
    public void close() {
      readers.forEach(Tokens.Reader::close);
    }
  }
}
