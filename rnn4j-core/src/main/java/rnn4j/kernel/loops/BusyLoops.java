package rnn4j.kernel.loops;

import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import rnn4j.kernel.InterpretedLoops;
import rnn4j.kernel.Kernels;
import rnn4j.kernel.PointwiseList;
import rnn4j.kernel.PointwiseLoops;
import rnn4j.kernel.Register;
import rnn4j.kernel.lanes.LaneCount;

/// A [PointwiseList] that is interpreted until it has been run often, and from then on runs
/// generated loops. The bits are the same, so nobody sees the change.
///
/// Loops are generated, and run on zeros until they are compiled, by a thread of their own: neither
/// does a program that computes a single output wait for them, nor a stream of steps. Equal lists
/// share their loops.
public final class BusyLoops implements PointwiseLoops {

  /// Runs of a list before its loops are generated. One output of a hundred steps has not so many.
  static final int RUNS_BEFORE = 2000;

  private static final AtomicBoolean UNGENERATED_LOGGED = new AtomicBoolean();

  /// All lists there were: as many as kinds of cells.
  private static final Map<PointwiseList, BusyLoops> KNOWN = new ConcurrentHashMap<>();

  /// [#RUNS_BEFORE], but in tests; zero means that the first run waits for the loops.
  private static volatile int runsBefore = RUNS_BEFORE;

  /// Makes loops of a list.
  interface Generator {

    /// Returns loops that do what a list does.
    ///
    /// @param interpreted the same, one operation after another
    /// @throws ReflectiveOperationException if this JVM defines no classes
    GeneratedLoops generate(PointwiseList list, PointwiseLoops interpreted)
        throws ReflectiveOperationException;
  }

  private final PointwiseList list;
  private final Generator generator;
  private final Executor background;
  private final PointwiseLoops interpreted;
  private final AtomicInteger runs = new AtomicInteger();
  private final AtomicBoolean begun = new AtomicBoolean();
  private volatile boolean hasBlocks;
  private volatile int part;
  private volatile @Nullable PointwiseLoops generated;

  /// @param kernels which interpret the list
  /// @param background where loops are generated
  BusyLoops(Kernels kernels, PointwiseList list, Generator generator, Executor background) {
    this.list = list;
    this.generator = generator;
    this.background = background;
    this.interpreted = new InterpretedLoops(kernels, list);
  }

  /// Returns the loops of a list.
  ///
  /// @param kernels which interpret the list: those that this program computes with
  public static BusyLoops of(Kernels kernels, PointwiseList list) {
    return KNOWN.computeIfAbsent(
        list, _ -> new BusyLoops(kernels, list, GeneratedLoops::of, BusyLoops::inBackground));
  }

  private static void inBackground(Runnable job) {
    Background.THREAD.execute(job);
  }

  /// Made when it is first needed.
  private static final class Background {
    /// One thread, which ends when there is nothing to do.
    static final Executor THREAD =
        new ThreadPoolExecutor(
            0,
            1,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("rnn4j-loops").factory());
  }

  /// Forgets all loops; for tests.
  ///
  /// @param runsBefore from now on, instead of [#RUNS_BEFORE]; zero to wait for the loops
  static void restart(int runsBefore) {
    KNOWN.clear();
    BusyLoops.runsBefore = runsBefore;
  }

  @Override
  public void run(int rows, int lanes, Register[] registers) {
    PointwiseLoops loops = generated;
    if (loops == null) {
      loops = notGenerated(lanes);
    }
    loops.run(rows, lanes, registers);
  }

  @Override
  public void prepare() {
    if (begun.compareAndSet(false, true)) {
      generate(true);
    }
  }

  /// Counts a run, and returns what is to run.
  private PointwiseLoops notGenerated(int lanes) {
    if (begun.get()) {
      return interpreted;
    }
    if (lanes == LaneCount.BLOCK) {
      hasBlocks = true;
    } else {
      part = lanes;
    }
    if (runs.incrementAndGet() <= runsBefore || !begun.compareAndSet(false, true)) {
      return interpreted;
    }
    if (runsBefore == 0) {
      return generate(false);
    }
    background.execute(() -> generate(true));
    return interpreted;
  }

  private PointwiseLoops generate(boolean warmUp) {
    try {
      var loops = generator.generate(list, interpreted);
      if (warmUp && hasBlocks) {
        loops.warmUp(LaneCount.BLOCK);
      }
      if (warmUp && part > 0) {
        loops.warmUp(part);
      }
      generated = loops;
      return loops;
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      logUngenerated(e);
      return interpreted;
    }
  }

  /// Logs, once, that loops are not generated.
  private static void logUngenerated(Throwable obstacle) {
    if (UNGENERATED_LOGGED.compareAndSet(false, true)) {
      System.getLogger(Kernels.class.getPackageName())
          .log(
              Level.WARNING,
              "rnn4j runs the pointwise operations of a step one by one, which is slower: their loops"
                  + " cannot be generated here",
              obstacle);
    }
  }
}
