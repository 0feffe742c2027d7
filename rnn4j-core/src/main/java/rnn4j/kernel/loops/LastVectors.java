package rnn4j.kernel.loops;

import static rnn4j.kernel.lanes.Lanes.COUNT;
import static rnn4j.kernel.lanes.Lanes.SPECIES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import rnn4j.kernel.FloatData;
import rnn4j.kernel.Register;
import rnn4j.kernel.lanes.Lanes;

/// Runs generated loops on the last vector of each row where units do not fill it: on whole vectors
/// in scratch memory, to which it is copied before, and back from afterwards.
///
/// The loops themselves know no masks: with those in loops of more than one operation the compiler
/// put vectors on the heap, in one start of Java but not in the next. A masked loop for each
/// operation took three times as long, with 72 units.
final class LastVectors {
  /// Rows in scratch memory at a time. With twenty registers they fit the nearest cache.
  private static final int ROWS = 16;

  /// One for each thread, so that a step allocates nothing.
  private static final ThreadLocal<LastVectors> OF_THREAD =
      ThreadLocal.withInitial(LastVectors::new);

  private Register[] scratch = {};

  private LastVectors() {}

  /// Runs all loops of a list.
  ///
  /// @param loads numbers of the registers that the list reads before it writes them
  /// @param stores numbers of those that must be in memory afterwards
  /// @param lanes that are units, fewer than a vector has
  static void run(
      PointwiseLoop[] loops, int[] loads, int[] stores, int rows, int lanes, Register[] registers) {
    Register[] scratch = OF_THREAD.get().scratch(registers.length);
    for (int row = 0; row < rows; row += ROWS) {
      int some = Math.min(ROWS, rows - row);
      for (int number : loads) {
        load(registers[number], row, some, lanes, scratch[number].floats());
      }
      for (PointwiseLoop loop : loops) {
        loop.vectors(some, COUNT, scratch);
      }
      for (int number : stores) {
        store(scratch[number].floats(), registers[number], row, some, lanes);
      }
    }
  }

  private Register[] scratch(int count) {
    int known = scratch.length;
    if (known < count) {
      scratch = Arrays.copyOf(scratch, count);
      for (int i = known; i < count; i++) {
        scratch[i] = new Register(new FloatData(new float[ROWS * COUNT]), 0, COUNT);
      }
    }
    return scratch;
  }

  private static void load(Register from, int row, int rows, int lanes, float[] to) {
    float[] array = from.floats();
    int at = from.offset + row * from.stride;
    for (int r = 0; r < rows; r++) {
      Lanes.load(array, at + r * from.stride, lanes).intoArray(to, r * COUNT);
    }
  }

  private static void store(float[] from, Register to, int row, int rows, int lanes) {
    float[] array = to.floats();
    int at = to.offset + row * to.stride;
    for (int r = 0; r < rows; r++) {
      FloatVector value = FloatVector.fromArray(SPECIES, from, r * COUNT);
      Lanes.store(value, array, at + r * to.stride, lanes);
    }
  }
}
