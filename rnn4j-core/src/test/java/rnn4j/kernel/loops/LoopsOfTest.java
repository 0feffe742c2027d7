package rnn4j.kernel.loops;

import java.util.function.Supplier;

/// Says during a test whether loops of pointwise operations are generated.
public final class LoopsOfTest {
  private LoopsOfTest() {}

  /// Returns what is computed while all loops are generated before they first run.
  public static <T> T generated(Supplier<T> compute) {
    return computed(0, compute);
  }

  /// Returns what is computed while none are generated, by programs that have not run before.
  public static <T> T interpreted(Supplier<T> compute) {
    return computed(Integer.MAX_VALUE, compute);
  }

  private static <T> T computed(int runsBefore, Supplier<T> compute) {
    BusyLoops.restart(runsBefore);
    try {
      return compute.get();
    } finally {
      BusyLoops.restart(BusyLoops.RUNS_BEFORE);
    }
  }
}
