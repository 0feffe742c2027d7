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
import rnn4j.kernel.Packed;
import rnn4j.kernel.Register;

/// The products of one step of an LSTM: input and state with four gates, as many inputs as units.
/// `multiplyTransposed` is the gradient of one weight over a hundred steps.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
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
  private Data gradient;

  /// Draws the operands.
  @Setup
  public void prepare() {
    int width = 4 * hiddenSize;
    kernels = new FloatData(new float[0]).kernels();
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
    gradient = uniform(hiddenSize * width);
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

  /// The gradient of a weight.
  @Benchmark
  public Data multiplyTransposed() {
    int width = 4 * hiddenSize;
    kernels.multiplyTransposed(
        rows,
        hiddenSize,
        manyInputs,
        0,
        hiddenSize,
        0,
        width,
        manySums,
        0,
        width + 16,
        gradient,
        0,
        width);
    return gradient;
  }
}
