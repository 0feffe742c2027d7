package rnn4j.threads;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A thread that helps whoever has claimed it, with little delay: for a while after its last job it
/// looks out for the next one, then it parks. A thread of a pool would not do: it might be busy,
/// and who waits for it at each step would wait long, or for ever if it is itself a thread of that
/// pool.
final class Partner {
  /// Turns of looking out before it parks: some 200 microseconds. Between two jobs of one training
  /// step there is as much work for one thread alone, and to be woken up takes 50.
  private static final int SPINS = 20_000;

  private static final int HERE = CacheLine.REFERENCES;
  private static final int CLAIM = CacheLine.LONGS;

  /// The job, in a line of the cache that nobody else writes to: the partner reads it all the time.
  private final AtomicReferenceArray<@Nullable Runnable> job =
      new AtomicReferenceArray<>(2 * HERE + 1);

  /// Whether it is claimed: one for yes. Apart from the job, since callers alone ask for it.
  private final AtomicLongArray claimed = new AtomicLongArray(2 * CacheLine.LONGS + 1);

  private final Thread thread;
  private volatile boolean parked;

  Partner(int number) {
    this.thread = Thread.ofPlatform().daemon().name("rnn4j-partner-" + number).unstarted(this::run);
  }

  void launch() {
    thread.start();
  }

  /// Returns whether this partner was free, and now belongs to the caller.
  boolean claim() {
    return claimed.get(CLAIM) == 0 && claimed.compareAndSet(CLAIM, 0, 1);
  }

  /// Returns whether this partner looks out for a job at this moment, and would begin at once.
  boolean isAwake() {
    return !parked;
  }

  /// Lets this partner look out for a job again for a while.
  void wake() {
    if (parked) {
      LockSupport.unpark(thread);
    }
  }

  /// Gives a claimed partner its job, which must not throw.
  void start(Runnable task) {
    job.set(HERE, task);
    if (parked) {
      LockSupport.unpark(thread);
    }
  }

  /// Sets a partner free whose job has been done. It is the caller who does so: he may come back
  /// sooner than this thread has found its way out of the job.
  void release() {
    claimed.setRelease(CLAIM, 0);
  }

  private void run() {
    while (true) {
      Runnable task = awaitJob();
      job.setRelease(HERE, null);
      task.run();
    }
  }

  private Runnable awaitJob() {
    while (true) {
      for (int spin = 0; spin < SPINS; spin++) {
        Runnable task = job.getAcquire(HERE);
        if (task != null) {
          return task;
        }
        Thread.onSpinWait();
      }
      parked = true;
      if (job.get(HERE) == null) {
        LockSupport.park(this);
      }
      parked = false;
    }
  }
}
