package rnn4j.kernel.plain;

import java.util.List;
import rnn4j.kernel.Op;
import rnn4j.kernel.PointwiseGroup;
import rnn4j.kernel.PointwiseList;
import rnn4j.kernel.PointwiseList.Step;
import rnn4j.kernel.PointwiseLoops;
import rnn4j.kernel.Register;

/// A [PointwiseList] in plain Java. What a group of its steps reads is copied to short arrays in
/// the nearest cache, the steps work on these, and what is kept is copied back. So all loops begin
/// at index zero, and the JIT compiler vectorises them; see [PlainPointwise].
final class PlainLoops implements PointwiseLoops {
  /// Elements of an array: a piece of a long row, or several short ones.
  private static final int CHUNK = 512;

  /// The arrays of a thread; as many as it has needed so far.
  private static final ThreadLocal<float[][]> ARRAYS =
      ThreadLocal.withInitial(() -> new float[0][]);

  private final List<PointwiseGroup> groups;

  /// How many registers there are.
  private final int registers;

  private PlainLoops(List<PointwiseGroup> groups, int registers) {
    this.groups = groups;
    this.registers = registers;
  }

  static PlainLoops of(PointwiseList list) {
    return new PlainLoops(PointwiseGroup.of(list), list.registers());
  }

  /// Returns a single operation on the registers `x, y, z, d`.
  static PlainLoops of(Op op, double alpha, double beta) {
    var step = new Step(op, alpha, beta, 3, 0, 1, 2);
    return new PlainLoops(
        List.of(new PointwiseGroup(List.of(step), List.of(0, 1, 2), List.of(3))), 4);
  }

  @Override
  public void run(int rows, int lanes, Register[] registers) {
    float[][] arrays = arrays(this.registers + 1); // the last for activations
    for (int i = 0; i < groups.size(); i++) {
      run(groups.get(i), rows, lanes, registers, arrays);
    }
  }

  /// Short rows go through the loops together, long ones piece by piece.
  private void run(
      PointwiseGroup group, int rows, int lanes, Register[] registers, float[][] arrays) {
    int together = Math.max(1, CHUNK / Math.max(lanes, 1));
    for (int first = 0; first < rows; first += together) {
      int count = Math.min(together, rows - first);
      for (int from = 0; from < lanes; from += CHUNK) {
        int width = Math.min(CHUNK, lanes - from);
        for (int i = 0; i < group.loads().size(); i++) {
          int number = group.loads().get(i);
          load(registers[number], first, count, from, width, arrays[number]);
        }
        for (int i = 0; i < group.steps().size(); i++) {
          Step step = group.steps().get(i);
          PlainPointwise.apply(
              step.op(),
              (float) step.alpha(),
              (float) step.beta(),
              count * width,
              arrays[step.d()],
              arrays[step.x()],
              arrays[step.y()],
              arrays[step.z()],
              arrays[this.registers]);
        }
        for (int i = 0; i < group.stores().size(); i++) {
          int number = group.stores().get(i);
          store(arrays[number], first, count, from, width, registers[number]);
        }
      }
    }
  }

  private static void load(
      Register from, int firstRow, int rows, int lane, int width, float[] array) {
    float[] elements = from.floats();
    for (int r = 0; r < rows; r++) {
      int at = from.offset + (firstRow + r) * from.stride + lane;
      System.arraycopy(elements, at, array, r * width, width);
    }
  }

  private static void store(
      float[] array, int firstRow, int rows, int lane, int width, Register to) {
    float[] elements = to.floats();
    for (int r = 0; r < rows; r++) {
      int at = to.offset + (firstRow + r) * to.stride + lane;
      System.arraycopy(array, r * width, elements, at, width);
    }
  }

  /// Returns arrays of this thread, at least so many.
  private static float[][] arrays(int count) {
    float[][] arrays = ARRAYS.get();
    if (arrays.length < count) {
      arrays = new float[count][CHUNK];
      ARRAYS.set(arrays);
    }
    return arrays;
  }
}
