package rnn4j.cli.classify;

import java.util.Arrays;
import rnn4j.tensor.Tensor;

/// Rows of numbers in memory.
final class MemoryValues implements ValueStore {
  private final int width;
  private float[] all = new float[0];

  MemoryValues(int width) {
    this.width = width;
  }

  @Override
  public void write(long row, float[] values) {
    int at = Math.toIntExact(row * width);
    int end = at + values.length;
    if (end > all.length) {
      all = Arrays.copyOf(all, Math.max(end, all.length + all.length / 2));
    }
    System.arraycopy(values, 0, all, at, values.length);
  }

  @Override
  public Tensor read(long row, int count) {
    int at = Math.toIntExact(row * width);
    return Tensor.of(Arrays.copyOfRange(all, at, at + count * width), count, width);
  }

  @Override
  public void close() {}
}
