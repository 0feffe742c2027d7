package rnn4j.threads;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Where the parts of a [Team] wait for one another after each step. What a part wrote before it
/// came, all see after it. Coming and going takes some tenths of a microsecond: a part spins for a
/// while before it parks.
public final class StepBarrier {
  /// Turns of waiting before a thread parks: some 50 microseconds, about what waking it up costs.
  static final int SPINS = 5_000;

  /*
   * Each part counts its steps in a line of the cache of its own, which the others read. A part that
   * parks says so first and looks again; one that comes counts first and then looks who is parked.
   * Both are volatile, so that one of the two sees the other.
   */
  private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);
  private static final VarHandle THREADS = MethodHandles.arrayElementVarHandle(Thread[].class);

  private final int parts;
  private final long[] steps;

  /// The threads that are parked.
  private final @Nullable Thread[] parked;

  private final AtomicLong waited = new AtomicLong();

  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  StepBarrier(int parts) {
    this.parts = parts;
    this.steps = new long[(parts + 2) * CacheLine.LONGS];
    this.parked = new Thread[parts];
  }

  /// Returns how many parts there are.
  public int parts() {
    return parts;
  }

  /// Waits until all parts have come as often as this one.
  ///
  /// @param part which part the calling thread runs
  /// @throws CancellationException if another part has failed
  public void await(int part) {
    long step = arrive(part);
    for (int other = 0; other < parts; other++) {
      awaitPart(part, other, step);
    }
  }

  /// Comes, and does not wait.
  ///
  /// @return how often this part has come
  long arrive(int part) {
    long step = (long) LONGS.get(steps, at(part)) + 1;
    LONGS.setVolatile(steps, at(part), step);
    for (int other = 0; other < parts; other++) {
      wake(other);
    }
    return step;
  }

  private void wake(int part) {
    var thread = (Thread) THREADS.getVolatile(parked, part);
    if (thread != null) {
      LockSupport.unpark(thread);
    }
  }

  private void awaitPart(int part, int other, long step) {
    for (int spin = 0; spin < SPINS; spin++) {
      if ((long) LONGS.getAcquire(steps, at(other)) >= step) {
        return;
      }
      Thread.onSpinWait();
    }
    long start = System.nanoTime();
    THREADS.setVolatile(parked, part, Thread.currentThread());
    while ((long) LONGS.getVolatile(steps, at(other)) < step && failure.get() == null) {
      LockSupport.park(this);
    }
    THREADS.setVolatile(parked, part, null);
    if (step > (long) LONGS.get(steps, at(parts))) {
      waited.addAndGet(System.nanoTime() - start);
    }
    if ((long) LONGS.getVolatile(steps, at(other)) < step) {
      throw new CancellationException("another part has failed");
    }
  }

  /// Returns where a part counts its steps; the first line is next to what the array says of
  /// itself. In the line after the last part's stands which step is the first of a run.
  private static int at(int part) {
    return (part + 1) * CacheLine.LONGS;
  }

  /// Lets no part wait any longer. The first failure is kept.
  void fail(Throwable cause) {
    failure.compareAndSet(null, cause);
    for (int part = 0; part < parts; part++) {
      wake(part);
    }
  }

  /// Begins a run, before any part does. Until all have met once, some may still have to wake up.
  void begin() {
    LONGS.set(steps, at(parts), (long) LONGS.get(steps, at(0)) + 1);
  }

  /// Returns for how many nanoseconds parts have been parked, wake-ups left out.
  long waited() {
    return waited.get();
  }

  /// Returns the first failure, if there was one.
  @Nullable Throwable failure() {
    return failure.get();
  }
}
