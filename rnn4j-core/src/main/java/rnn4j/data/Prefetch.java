package rnn4j.data;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/// Prepares the next batches in another thread while this one trains. Their order stays the same.
///
/// @param <B> a batch
/// @param batches where they come from
/// @param ahead how many may be ready, at least 1
public record Prefetch<B>(Batches<B> batches, int ahead) implements Batches<B> {

  /// Prepares two batches ahead.
  public static <B> Prefetch<B> of(Batches<B> batches) {
    return new Prefetch<>(batches, 2);
  }

  @Override
  public BatchReader<B> epoch(long epoch, long from) {
    return new Ahead<>(batches.epoch(epoch, from), ahead);
  }

  @Override
  public OptionalLong batchesPerEpoch() {
    return batches.batchesPerEpoch();
  }

  @Override
  public String fingerprint() {
    return batches.fingerprint();
  }

  private static final class Ahead<B> implements BatchReader<B> {

    /// What came of one reading: a batch, the end, or a failure.
    private record Reading<B>(Optional<B> batch, @Nullable Throwable failure) {}

    private final BatchReader<B> reader;
    private final BlockingQueue<Reading<B>> ready;
    private final Thread thread;
    private boolean over;

    Ahead(BatchReader<B> reader, int ahead) {
      this.reader = reader;
      this.ready = new ArrayBlockingQueue<>(ahead);
      this.thread = Thread.ofPlatform().daemon().name("rnn4j-prefetch").start(this::readAll);
    }

    private void readAll() {
      try {
        Reading<B> reading;
        do {
          reading = readOne();
          ready.put(reading);
        } while (reading.batch().isPresent());
      } catch (InterruptedException e) {
        // The reader was closed: nobody waits for more.
      }
    }

    @SuppressWarnings("CatchAndPrintStackTrace")
    private Reading<B> readOne() {
      try {
        return new Reading<>(Optional.ofNullable(reader.next()), null);
      } catch (RuntimeException | Error e) {
        return new Reading<>(Optional.empty(), e);
      }
    }

    @Override
    public @Nullable B next() {
      if (over) {
        return null;
      }
      Reading<B> reading = take();
      switch (reading.failure()) {
        case null -> {}
        case Error e -> throw e;
        case RuntimeException e -> throw e;
        case Throwable e -> throw new IllegalStateException(e); // there is no other kind
      }
      over = reading.batch().isEmpty();
      return reading.batch().orElse(null);
    }

    private Reading<B> take() {
      try {
        return ready.take();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Prefetch.next: interrupted while waiting", e);
      }
    }

    @Override
    public void close() {
      thread.interrupt();
      boolean interrupted = false;
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      reader.close();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
