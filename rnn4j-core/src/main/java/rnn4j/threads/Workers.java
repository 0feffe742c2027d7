package rnn4j.threads;

import java.util.function.IntConsumer;

/// The threads that share the work of one call. How many there are changes how long a result takes,
/// never its bits: work is split where no sum crosses the cut.
public final class Workers {
  /// Work below this many multiply-adds a thread is not worth handing over: they take some 20
  /// microseconds, as long as the other thread may need to wake up.
  private static volatile long grain = 2_000_000;

  private static volatile int count = Runtime.getRuntime().availableProcessors();

  /// How many threads a task may use that runs [beside][#beside] others.
  private static final ScopedValue<Integer> SHARE = ScopedValue.newInstance();

  private Workers() {}

  /// Returns how many threads a call may use.
  public static int count() {
    return count;
  }

  /// Sets how many threads a call may use, at least one.
  public static void setCount(int threads) {
    count = threads;
  }

  /// Returns how many multiply-adds a thread must be given at least.
  static long grain() {
    return grain;
  }

  /// Sets how many multiply-adds a thread must be given at least.
  static void setGrain(long multiplyAdds) {
    grain = multiplyAdds;
  }

  /// Returns into how many parts to split work that can be cut at `units` places.
  ///
  /// @param work multiply-adds in all
  public static int parts(int units, long work) {
    return Math.clamp(Math.min(units, work / grain), 1, available());
  }

  /// Runs `task` for every part `0..parts - 1`, at the same time if there are threads for all, and
  /// returns when all have ended. The first failure is thrown on.
  public static void run(int parts, IntConsumer task) {
    if (parts == 1) {
      task.accept(0);
      return;
    }
    Runnable alone =
        () -> {
          for (int part = 0; part < parts; part++) {
            task.accept(part);
          }
        };
    new Team(parts, (part, barrier) -> task.accept(part), alone, Team.Kind.APART).run();
  }

  /// Runs `task` for every number `0..tasks - 1` and returns when all have ended, at the same time
  /// if each is worth a thread. Those at hand are divided among the tasks.
  ///
  /// @param work multiply-adds of all tasks
  public static void beside(int tasks, long work, IntConsumer task) {
    int threads = available();
    if (tasks == 1 || threads % tasks != 0 || parts(tasks, work) < tasks) {
      for (int i = 0; i < tasks; i++) {
        task.accept(i);
      }
      return;
    }
    run(tasks, i -> ScopedValue.where(SHARE, threads / tasks).run(() -> task.accept(i)));
  }

  /// Returns whether the calling thread runs a task beside others, and is counted as busy already.
  static boolean isBeside() {
    return SHARE.isBound();
  }

  /// Returns whether the calling thread does all work by itself.
  public static boolean isAlone() {
    return available() == 1;
  }

  private static int available() {
    return Math.min(count, SHARE.orElse(count));
  }

  /// Returns where part `part` of `parts` starts when `units` are cut evenly.
  public static int start(int units, int parts, int part) {
    return (int) ((long) units * part / parts);
  }
}
