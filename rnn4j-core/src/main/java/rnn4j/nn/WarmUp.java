package rnn4j.nn;

import rnn4j.cell.Direction;
import rnn4j.tensor.DType;
import rnn4j.tensor.Tensor;

/// Runs a frozen layer on zeros until it gets no quicker: until the JIT compiler has made of its
/// loops what they will be.
final class WarmUp {
  private static final long ROUND_NANOS = 100_000_000;
  private static final int LEAST_ROUNDS = 10;
  private static final int MOST_ROUNDS = 50;

  /// Rounds without gain after which it is over.
  private static final int STEADY_ROUNDS = 4;

  private static final double GAIN = 1.05;

  private final FrozenLayer layer;
  private final boolean steps;
  private final StreamState stream;
  private final Tensor alone;
  private final Tensor together;

  WarmUp(FrozenLayer layer) {
    this.layer = layer;
    this.steps = layer.directions().stream().allMatch(direction -> direction == Direction.FORWARD);
    this.stream = layer.newStream();
    this.alone = input(1);
    this.together = input(8);
  }

  private Tensor input(int batch) {
    Tensor zeros = Tensor.zeros(layer.dtype(), 4, batch, layer.inputSize());
    return layer.isBatchFirst() ? zeros.transpose(0, 1) : zeros;
  }

  void run() {
    long best = 0;
    int steady = 0;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      long done = round();
      steady = done > best * GAIN ? 0 : steady + 1;
      best = Math.max(best, done);
      if (round == 0) {
        layer.frozen().prepare();
      }
      if (round >= LEAST_ROUNDS && steady >= STEADY_ROUNDS) {
        return;
      }
    }
  }

  /// Returns how often all was run in the time of a round.
  private long round() {
    long end = System.nanoTime() + ROUND_NANOS;
    long done = 0;
    while (System.nanoTime() < end) {
      layer.forward(alone);
      layer.forward(together);
      if (steps) {
        step();
      }
      done++;
    }
    return done;
  }

  private void step() {
    if (layer.dtype() == DType.FLOAT32) {
      layer.step(new float[layer.inputSize()], stream, new float[layer.outputSize()]);
    } else {
      layer.step(new double[layer.inputSize()], stream, new double[layer.outputSize()]);
    }
  }
}
