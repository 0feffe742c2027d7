package rnn4j.kernel.choice;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import rnn4j.kernel.FloatData;
import rnn4j.kernel.Op;
import rnn4j.kernel.Packed;
import rnn4j.kernel.Register;
import rnn4j.kernel.loops.Quickness;
import rnn4j.kernel.loops.Quickness.Loops;
import rnn4j.kernel.vector.VectorKernels;
import rnn4j.kernel.vector.VectorPacked;

/// Runs what has been asked of [StartingKernels] on [VectorKernels], on zeros, until the compiler
/// has made machine code of it: small products and rows, which take a thousandth of the time that
/// others would take by then.
final class VectorWarmUp {
  /// Rows of products that make use of each tile: those of six, of four, of two and of one row.
  private static final int[] ROWS = {15, 14, 3, 1};

  /// Rows of pointwise operations: after 600 runs their loops have gone round often enough for the
  /// compiler.
  private static final int POINTWISE_ROWS = 6;

  /// Terms of a sum.
  private static final int DEPTH = 16;

  /// Gates and units of blocks of weights.
  private final Set<List<Integer>> shapes = ConcurrentHashMap.newKeySet();

  private final Set<Op> ops = ConcurrentHashMap.newKeySet();

  private @Nullable Thread thread;
  private volatile boolean overForProducts;
  private volatile boolean over;

  /// Returns whether the loops of products with packed weights are compiled.
  boolean isOverForProducts() {
    return overForProducts;
  }

  /// Returns whether all loops are compiled.
  boolean isOver() {
    return over;
  }

  /// Remembers that products with blocks of weights are to be compiled.
  void remember(int gates, int units) {
    shapes.add(List.of(gates, units));
  }

  /// Remembers that an operation is to be compiled.
  void remember(Op op) {
    ops.add(op);
  }

  /// Ends at once, compiled or not.
  void forgo() {
    if (over) {
      return;
    }
    takeOver();
    synchronized (this) {
      if (thread != null) {
        thread.interrupt();
      }
    }
  }

  private synchronized void takeOver() {
    if (!over) {
      overForProducts = true;
      over = true;
      FloatKernelsChoice.logChoice(VectorKernels.INSTANCE);
    }
  }

  /// Begins, in a thread of its own, if nobody has.
  synchronized Thread begin() {
    if (thread == null) {
      thread = Thread.ofPlatform().daemon().name("rnn4j-vectors").start(this::run);
    }
    return thread;
  }

  /// Begins if nobody has, and waits for the end, or until the thread is interrupted.
  void finish() {
    try {
      begin().join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      Set<List<Integer>> done = new HashSet<>();
      while (!over && done.size() < shapes.size()) { // others may come in the meantime
        List<Loops> products = new ArrayList<>();
        shapes.stream().filter(done::add).forEach(shape -> add(shape, products));
        Quickness.reach(products);
      }
      overForProducts = true;
      List<Loops> others = new ArrayList<>();
      ops.forEach(op -> others.add(pointwise(op)));
      Quickness.reach(others);
    } finally {
      takeOver();
    }
  }

  private static void add(List<Integer> shape, List<Loops> products) {
    int gates = shape.get(0);
    int units = shape.get(1);
    int columns = gates * units;
    Packed[] b = {new VectorPacked(DEPTH, gates, units)};
    for (int rows : ROWS) {
      Register[] a = {zeros(rows, DEPTH)};
      Register c = zeros(rows, columns);
      products.add(
          new Loops(
              (long) rows * DEPTH * columns,
              () -> VectorKernels.INSTANCE.multiply(rows, a, b, 0, c, units, c, units)));
    }
  }

  private static Loops pointwise(Op op) {
    int rows = POINTWISE_ROWS;
    int lanes = VectorPacked.WIDTH;
    Register d = zeros(rows, lanes);
    Register x = zeros(rows, lanes);
    return new Loops(
        (long) rows * lanes * Quickness.operations(op),
        () -> VectorKernels.INSTANCE.apply(op, 0, 0, rows, lanes, d, x, x, x));
  }

  private static Register zeros(int rows, int width) {
    return new Register(new FloatData(new float[rows * width]), 0, width);
  }
}
