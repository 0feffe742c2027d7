package rnn4j.kernel.loops;

import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Set;
import rnn4j.kernel.FloatData;
import rnn4j.kernel.PointwiseGroup;
import rnn4j.kernel.PointwiseList;
import rnn4j.kernel.PointwiseLoops;
import rnn4j.kernel.Register;
import rnn4j.kernel.lanes.LaneCount;
import rnn4j.kernel.lanes.Lanes;

/// A [PointwiseList] as a few loops, each of a class that was generated for it. A vector that the
/// last units of a row do not fill goes through them in scratch memory, see [LastVectors].
final class GeneratedLoops implements PointwiseLoops {
  private static final int WARM_UP_ROWS = 6;

  private final PointwiseLoop[] loops;
  private final PointwiseList list;
  private final int[] loads;
  private final int[] stores;
  private final PointwiseLoops interpreted;

  private GeneratedLoops(PointwiseLoop[] loops, PointwiseList list, PointwiseLoops interpreted) {
    this.loops = loops;
    this.list = list;
    this.loads = numbers(PointwiseGroup.loads(list.steps()));
    Set<Integer> kept = PointwiseGroup.written(list.steps());
    kept.retainAll(list.kept());
    this.stores = numbers(kept);
    this.interpreted = interpreted;
  }

  private static int[] numbers(Set<Integer> registers) {
    return registers.stream().mapToInt(number -> number).toArray();
  }

  /// Generates the loops of a list.
  ///
  /// @param interpreted the same, one operation after another
  /// @throws ReflectiveOperationException if this JVM defines no classes
  static GeneratedLoops of(PointwiseList list, PointwiseLoops interpreted)
      throws ReflectiveOperationException {
    List<PointwiseGroup> groups = PointwiseGroup.of(list);
    var loops = new PointwiseLoop[groups.size()];
    for (int i = 0; i < loops.length; i++) {
      loops[i] = loop(groups.get(i));
    }
    return new GeneratedLoops(loops, list, interpreted);
  }

  private static PointwiseLoop loop(PointwiseGroup group) throws ReflectiveOperationException {
    byte[] code = LoopCode.of(group);
    Class<?> type = MethodHandles.lookup().defineHiddenClass(code, true).lookupClass();
    return (PointwiseLoop) type.getDeclaredConstructor().newInstance();
  }

  /// Runs the loops on zeros until the JIT compiler has compiled them.
  void warmUp(int lanes) {
    var zeros = new Register[list.registers()];
    for (int i = 0; i < zeros.length; i++) {
      zeros[i] = new Register(new FloatData(new float[WARM_UP_ROWS * lanes]), 0, lanes);
    }
    int operations = list.steps().stream().mapToInt(step -> Quickness.operations(step.op())).sum();
    Quickness.reach(
        List.of(
            new Quickness.Loops(
                (long) operations * WARM_UP_ROWS * lanes, () -> run(WARM_UP_ROWS, lanes, zeros))));
  }

  @Override
  public void run(int rows, int lanes, Register[] registers) {
    if (lanes == LaneCount.BLOCK) {
      for (PointwiseLoop loop : loops) {
        loop.blocks(rows, registers);
      }
      return;
    }
    int whole = lanes - lanes % Lanes.COUNT;
    if (whole < lanes && !list.overlapping().isEmpty()) {
      // What one operation writes in the part that is left, another may read before.
      interpreted.run(rows, lanes, registers);
      return;
    }
    for (PointwiseLoop loop : loops) {
      loop.vectors(rows, whole, registers);
    }
    if (whole < lanes) {
      move(registers, whole);
      LastVectors.run(loops, loads, stores, rows, lanes - whole, registers);
      move(registers, -whole);
    }
  }

  private static void move(Register[] registers, int by) {
    for (Register register : registers) {
      register.moveTo(register.offset + by);
    }
  }
}
