package rnn4j.nn;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import rnn4j.random.TorchRandom;

/// A service that does nothing but step a stream, and prints how many bytes ten thousand steps
/// allocate once the JIT compiler is done: until then vectors are objects.
final class StepAllocation {
  private static final int STEPS = 10_000;
  private static final int MOST_ROUNDS = 300;

  private StepAllocation() {}

  /// Runs it.
  ///
  /// @param args the hidden size
  public static void main(String[] args) {
    int hiddenSize = Integer.parseInt(args[0]);
    FrozenLayer layer =
        new Lstm(LstmConfig.of(20, hiddenSize).withNumLayers(2), TorchRandom.seed(0)).freeze();
    StreamState stream = layer.newStream();
    float[] input = new float[layer.inputSize()];
    float[] output = new float[layer.outputSize()];
    var bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long allocated = Long.MAX_VALUE;
    for (int round = 0; round < MOST_ROUNDS && allocated > 0; round++) {
      long before = bean.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < STEPS; i++) {
        layer.step(input, stream, output);
      }
      allocated = bean.getCurrentThreadAllocatedBytes() - before;
    }
    System.out.println("allocated " + allocated);
  }
}
