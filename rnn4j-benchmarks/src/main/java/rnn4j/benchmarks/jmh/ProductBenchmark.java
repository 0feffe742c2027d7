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
import rnn4j.kernel.Data;
import rnn4j.kernel.FloatData;
import rnn4j.kernel.Kernels;
import rnn4j.kernel.OuterProducts;
import rnn4j.kernel.Packed;
import rnn4j.kernel.Register;
import rnn4j.kernel.choice.ChosenKernels;

/// The products of one step of an LSTM: input and state with four gates, as many inputs as units.
/// `outerProducts` are the gradients of weights and bias over a hundred steps.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 3,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Drnn4j.vectorsAtOnce=true"})
public class ProductBenchmark {
  /// Sequences computed together.
  @Param({"1", "32"})
  public int batch;

  /// Units, and inputs.
  @Param({"64", "128", "256", "512"})
  public int hiddenSize;

  private Kernels kernels;
  private Register[] left;
  private Packed[] right;
  private Register bias;
  private Register sums;
  private int[] rows;
  private Data manyInputs;
  private Data manySums;

  /// Draws the operands.
  @Setup
  public void prepare() {
    int width = 4 * hiddenSize;
    kernels = ChosenKernels.of(new FloatData(new float[0]));
    left = new Register[] {inputs(), inputs()};
    right = new Packed[] {weights(), weights()};
    bias = new Register(uniform(width), 0, 0);
    sums = new Register(uniform(batch * (width + 16)), 0, width + 16);
    rows = new int[100 * batch];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = rows.length - 1 - i;
    }
    manyInputs = uniform(rows.length * hiddenSize);
    manySums = uniform(rows.length * (width + 16));
  }

  private Register inputs() {
    return new Register(uniform(batch * hiddenSize), 0, hiddenSize);
  }

  private Packed weights() {
    int width = 4 * hiddenSize;
    return kernels.pack(
        uniform(hiddenSize * width), 0, hiddenSize, 4, hiddenSize, width, hiddenSize, 1);
  }

  private static Data uniform(int length) {
    var random = new SplittableRandom(length);
    var elements = new float[length];
    for (int i = 0; i < length; i++) {
      elements[i] = (float) random.nextDouble(-0.1, 0.1);
    }
    return new FloatData(elements);
  }

  /// The products of a step.
  @Benchmark
  public Register multiply() {
    for (int block = 0; block < kernels.blocks(hiddenSize); block++) {
      kernels.multiply(batch, left, right, block, bias, hiddenSize, sums, hiddenSize);
    }
    return sums;
  }

  /// The gradients of weights and bias.
  @Benchmark
  public OuterProducts outerProducts() {
    int width = 4 * hiddenSize;
    OuterProducts sums = kernels.outerProducts(new int[] {hiddenSize, hiddenSize, 1}, width);
    var inputs = new Register(manyInputs, 0, hiddenSize);
    var one = new Register(manyInputs, 0, 0);
    sums.add(rows, new Register[] {inputs, inputs, one}, new Register(manySums, 0, width + 16));
    return sums;
  }
}
