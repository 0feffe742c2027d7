package rnn4j.engine.pass;

import java.util.ArrayList;
import java.util.List;
import rnn4j.engine.program.ForwardProgram;
import rnn4j.threads.Workers;

/// Steps whose gradients are there at the same time: what they add to gradients of parameters and
/// input is summed up before those of the steps before take their place.
///
/// @param first number of the first step in the order of the scan
/// @param end that of the step after the last
/// @param row number of their first row among all
/// @param rows how many they have
public record BackwardWindow(int first, int end, int row, int rows) {
  /// Rows whose gradients stay in a near cache while they are summed up. With 192 a
  /// layer-normalised LSTM of 64 units gained nothing.
  private static final int NEAR = 96;

  /// Rows for which many weights are read once more.
  private static final int WITH_MANY_WEIGHTS = 384;

  /// Returns how many rows are best for a program.
  public static int rows(ForwardProgram program) {
    return program.work() >= PassPlan.MANY_WEIGHTS ? WITH_MANY_WEIGHTS : NEAR;
  }

  /// Divides the steps of a pass, the last ones first. Threads that share the batch meet at its end
  /// only, so that there is one window; one thread alone has many, which stay in a near cache.
  ///
  /// @param atATime rows that a window has at least, but the last
  static List<BackwardWindow> of(Steps steps, boolean reverse, int atATime) {
    int wanted = Workers.isAlone() ? atATime : Integer.MAX_VALUE;
    List<BackwardWindow> windows = new ArrayList<>();
    for (int end = steps.seqLen(); end > 0; ) {
      int first = end;
      int rows = 0;
      while (first > 0 && rows < wanted) {
        first--;
        rows += steps.batchSize(steps.time(reverse, first));
      }
      int time = Math.min(steps.time(reverse, first), steps.time(reverse, end - 1));
      windows.add(new BackwardWindow(first, end, steps.offset(time), rows));
      end = first;
    }
    return windows;
  }

  /// Returns the rows of the largest.
  static int most(List<BackwardWindow> windows) {
    return windows.stream().mapToInt(BackwardWindow::rows).max().orElse(0);
  }
}
