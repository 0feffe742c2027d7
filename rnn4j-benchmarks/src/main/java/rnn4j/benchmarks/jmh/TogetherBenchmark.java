package rnn4j.benchmarks.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import rnn4j.threads.Team;

/// What it costs that two threads work on one step.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
@State(Scope.Thread)
public class TogetherBenchmark {
  private static final int STEPS = 1000;

  private final Team meeting =
      new Team(
          2,
          (part, barrier) -> {
            for (int step = 0; step < STEPS; step++) {
              barrier.await(part);
            }
          },
          () -> {},
          Team.Kind.MEETING);

  private final Team idle = new Team(2, (part, barrier) -> {}, () -> {}, Team.Kind.MEETING);

  /// One wait of both for each other, among many.
  @Benchmark
  @OperationsPerInvocation(STEPS)
  public void await() {
    meeting.run();
  }

  /// One call with nothing to do, its partner still looking out for it.
  @Benchmark
  public void together() {
    idle.run();
  }
}
