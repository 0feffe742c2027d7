package rnn4j.benchmarks.jmh;

import java.util.SplittableRandom;
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
import rnn4j.kernel.FloatData;
import rnn4j.kernel.Kernels;
import rnn4j.kernel.Op;
import rnn4j.kernel.Register;
import rnn4j.kernel.choice.ChosenKernels;

/// Pointwise operations and row norms on a block that stays in the nearest cache: 32 rows of 64
/// elements.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 3,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Drnn4j.vectorsAtOnce=true"})
public class PointwiseBenchmark {
  private static final int ROWS = 32;
  private static final int LANES = 64;

  /// The operation.
  @Param({
    "ADD",
    "FMA",
    "SIGMOID",
    "TANH",
    "EXP",
    "LOG",
    "CLIP",
    "ELU",
    "SOFTSIGN",
    "SOFTPLUS",
    "SIGMOID_BACK",
    "TANH_BACK",
    "ELU_BACK",
    "SOFTPLUS_BACK"
  })
  public Op op;

  private Kernels kernels;
  private Register d;
  private Register x;
  private Register y;
  private Register z;
  private Register scale;

  /// Draws the operands.
  @Setup
  public void prepare() {
    kernels = ChosenKernels.of(new FloatData(new float[0]));
    d = register();
    x = register();
    y = register();
    z = register();
    scale = new Register(new FloatData(new float[ROWS]), 0, 1);
  }

  private static Register register() {
    var random = new SplittableRandom(1);
    var elements = new float[ROWS * LANES];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = (float) random.nextDouble(-3, 3);
    }
    return new Register(new FloatData(elements), 0, LANES);
  }

  /// The operation on all elements.
  @Benchmark
  public Register apply() {
    kernels.apply(op, -0.5, 0.5, ROWS, LANES, d, x, y, z);
    return d;
  }

  /// The normalisation of all rows.
  @Benchmark
  public Register normalize() {
    kernels.normalize(ROWS, LANES, 1e-5, d, x, scale);
    return d;
  }
}
