package rnn4j.kernel.loops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import rnn4j.kernel.FloatData;
import rnn4j.kernel.Op;
import rnn4j.kernel.PointwiseList;
import rnn4j.kernel.PointwiseList.Step;
import rnn4j.kernel.Register;
import rnn4j.kernel.vector.VectorKernels;

/// Oracle: each run doubles ones.
@Tag("vector")
final class BusyLoopsTest {
  private static final int ROWS = 3;
  private static final int LANES = 5;
  private static final PointwiseList DOUBLE =
      new PointwiseList(List.of(new Step(Op.ADD, 0, 0, 0, 0, 0, 0)), Set.of(0), Set.of());

  @Test
  void loopsAreGeneratedOnceAfterManyRuns() {
    var generated = new AtomicInteger();
    var loops =
        new BusyLoops(
            VectorKernels.INSTANCE,
            DOUBLE,
            (list, interpreted) -> {
              generated.incrementAndGet();
              return GeneratedLoops.of(list, interpreted);
            },
            Runnable::run);
    run(loops, BusyLoops.RUNS_BEFORE);
    assertThat(generated).hasValue(0);
    run(loops, 10);
    assertThat(generated).hasValue(1);
  }

  @Test
  void whereNoClassCanBeDefinedListsAreInterpreted() {
    var attempts = new AtomicInteger();
    var loops =
        new BusyLoops(
            VectorKernels.INSTANCE,
            DOUBLE,
            (_, _) -> {
              attempts.incrementAndGet();
              throw new UnsupportedOperationException("no classes here");
            },
            Runnable::run);
    run(loops, BusyLoops.RUNS_BEFORE + 10);
    assertThat(attempts).hasValue(1);
  }

  private static void run(BusyLoops loops, int runs) {
    var array = new float[ROWS * LANES];
    Register[] registers = {new Register(new FloatData(array), 0, LANES)};
    for (int i = 0; i < runs; i++) {
      Arrays.fill(array, 1);
      loops.run(ROWS, LANES, registers);
      assertThat(array).containsOnly(2);
    }
  }
}
