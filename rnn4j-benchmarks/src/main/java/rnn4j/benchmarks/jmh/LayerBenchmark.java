package rnn4j.benchmarks.jmh;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import rnn4j.benchmarks.Case;
import rnn4j.benchmarks.Contestant;
import rnn4j.benchmarks.Kind;
import rnn4j.benchmarks.Rnn4j;
import rnn4j.benchmarks.Variant;

/// Layers of any cell, one thread, as many inputs as hidden units.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 3,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Drnn4j.vectorsAtOnce=true"})
public class LayerBenchmark {
  /// What is done.
  @Param({"INFERENCE", "TRAINING"})
  public Kind kind;

  /// The cell.
  @Param({"LSTM", "GRU", "PEEPHOLE", "LAYER_NORM_LSTM"})
  public Variant variant;

  /// Sequences.
  @Param({"1", "32"})
  public int batch;

  /// Steps.
  @Param("100")
  public int seqLen;

  /// Units, and inputs.
  @Param({"64", "256"})
  public int hiddenSize;

  private Contestant.Work work;

  /// Makes the layer.
  @Setup
  public void prepare() {
    Case shape = Case.of(kind, variant, batch, seqLen, hiddenSize);
    work = Objects.requireNonNull(new Rnn4j().prepare(shape, 1));
  }

  /// Runs it once.
  @Benchmark
  public void run() throws Exception {
    work.run();
  }
}
