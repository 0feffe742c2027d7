package rnn4j.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// What the machine could do: `Machine THREADS BYTES...` prints `fma GFLOPS`, multiply-adds on
/// registers by all threads together, and `read BYTES GBPS`, reading an array of that size, of
/// which each thread has its share, again and again.
public final class Machine {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int COUNT = SPECIES.length();

  /// Elements that one turn of the loop over an array reads.
  private static final int STRIDE = 4 * COUNT;

  /// Runs of each measurement, of which the second best counts: the best may be a slip of the
  /// clock.
  private static final int RUNS = 12;

  private static volatile float sink;

  private Machine() {}

  /// Measures and prints.
  public static void main(String[] args) {
    int threads = Integer.parseInt(args[0]);
    System.out.printf(Locale.ROOT, "fma %.1f%n", fma(threads));
    for (String bytes : List.of(args).subList(1, args.length)) {
      System.out.printf(Locale.ROOT, "read %s %.1f%n", bytes, read(threads, Long.parseLong(bytes)));
    }
  }

  /// Returns billions of floating-point operations a second.
  static double fma(int threads) {
    int steps = 2_000_000;
    return best(threads, 2.0 * 12 * COUNT * threads * steps, _ -> sink = multiplyAdd(steps));
  }

  /// Returns billions of bytes a second.
  static double read(int threads, long bytes) {
    int length = (int) Math.max(STRIDE, bytes / 4 / threads / STRIDE * STRIDE);
    float[][] arrays =
        IntStream.range(0, threads).mapToObj(_ -> new float[length]).toArray(float[][]::new);
    int times = Math.max(1, 50_000_000 / length);
    return best(
        threads, 4.0 * threads * length * times, thread -> sink = sum(arrays[thread], times));
  }

  private interface Task {
    void run(int thread);
  }

  /// Returns the amount per nanosecond of the second best run, all threads starting together.
  private static double best(int threads, double amount, Task task) {
    double[] speeds = new double[RUNS];
    for (int run = 0; run < RUNS; run++) {
      long start = System.nanoTime();
      List<Thread> others =
          IntStream.range(1, threads)
              .mapToObj(i -> Thread.ofPlatform().start(() -> task.run(i)))
              .toList();
      task.run(0);
      for (Thread other : others) {
        join(other);
      }
      speeds[run] = amount / (System.nanoTime() - start);
    }
    java.util.Arrays.sort(speeds);
    return speeds[RUNS - 2];
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static float multiplyAdd(int steps) {
    FloatVector x = FloatVector.broadcast(SPECIES, 0.999f);
    FloatVector y = FloatVector.broadcast(SPECIES, 0.001f);
    FloatVector a0 = FloatVector.broadcast(SPECIES, 0f);
    FloatVector a1 = FloatVector.broadcast(SPECIES, 1f);
    FloatVector a2 = FloatVector.broadcast(SPECIES, 2f);
    FloatVector a3 = FloatVector.broadcast(SPECIES, 3f);
    FloatVector a4 = FloatVector.broadcast(SPECIES, 4f);
    FloatVector a5 = FloatVector.broadcast(SPECIES, 5f);
    FloatVector a6 = FloatVector.broadcast(SPECIES, 6f);
    FloatVector a7 = FloatVector.broadcast(SPECIES, 7f);
    FloatVector a8 = FloatVector.broadcast(SPECIES, 8f);
    FloatVector a9 = FloatVector.broadcast(SPECIES, 9f);
    FloatVector a10 = FloatVector.broadcast(SPECIES, 10f);
    FloatVector a11 = FloatVector.broadcast(SPECIES, 11f);
    for (int step = 0; step < steps; step++) {
      a0 = a0.fma(x, y);
      a1 = a1.fma(x, y);
      a2 = a2.fma(x, y);
      a3 = a3.fma(x, y);
      a4 = a4.fma(x, y);
      a5 = a5.fma(x, y);
      a6 = a6.fma(x, y);
      a7 = a7.fma(x, y);
      a8 = a8.fma(x, y);
      a9 = a9.fma(x, y);
      a10 = a10.fma(x, y);
      a11 = a11.fma(x, y);
    }
    FloatVector left = a0.add(a1).add(a2).add(a3).add(a4).add(a5);
    return left.add(a6).add(a7).add(a8).add(a9).add(a10).add(a11).lane(0);
  }

  private static float sum(float[] array, int times) {
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector a1 = FloatVector.zero(SPECIES);
    FloatVector a2 = FloatVector.zero(SPECIES);
    FloatVector a3 = FloatVector.zero(SPECIES);
    for (int time = 0; time < times; time++) {
      for (int i = 0; i < array.length; i += STRIDE) {
        a0 = a0.add(FloatVector.fromArray(SPECIES, array, i));
        a1 = a1.add(FloatVector.fromArray(SPECIES, array, i + COUNT));
        a2 = a2.add(FloatVector.fromArray(SPECIES, array, i + 2 * COUNT));
        a3 = a3.add(FloatVector.fromArray(SPECIES, array, i + 3 * COUNT));
      }
    }
    return a0.add(a1).add(a2).add(a3).lane(0);
  }
}
