package rnn4j.kernel;

import java.lang.invoke.MethodHandles;
import java.util.List;

/// A [PointwiseList] as a few loops, each of a class that was generated for it.
final class GeneratedLoops implements PointwiseLoops {
  private static final int WARM_UP_ROWS = 6;

  private final PointwiseLoop[] loops;
  private final int registers;

  private GeneratedLoops(PointwiseLoop[] loops, int registers) {
    this.loops = loops;
    this.registers = registers;
  }

  /// Generates the loops of a list.
  ///
  /// @throws ReflectiveOperationException if this JVM defines no classes
  static GeneratedLoops of(PointwiseList list) throws ReflectiveOperationException {
    List<PointwiseGroup> groups = PointwiseGroup.of(list);
    var loops = new PointwiseLoop[groups.size()];
    for (int i = 0; i < loops.length; i++) {
      loops[i] = loop(groups.get(i));
    }
    return new GeneratedLoops(loops, list.registers());
  }

  private static PointwiseLoop loop(PointwiseGroup group) throws ReflectiveOperationException {
    byte[] code = LoopCode.of(group);
    Class<?> type = MethodHandles.lookup().defineHiddenClass(code, true).lookupClass();
    return (PointwiseLoop) type.getDeclaredConstructor().newInstance();
  }

  /// Runs the loops on zeros, so that the JIT compiler gets to know them.
  void warmUp(int runs, int lanes) {
    var zeros = new Register[registers];
    for (int i = 0; i < registers; i++) {
      zeros[i] = new Register(new FloatData(new float[WARM_UP_ROWS * lanes]), 0, lanes);
    }
    for (int i = 0; i < runs; i++) {
      run(WARM_UP_ROWS, lanes, zeros);
    }
  }

  @Override
  public void run(int rows, int lanes, Register[] registers) {
    if (lanes == VectorPacked.WIDTH) {
      for (PointwiseLoop loop : loops) {
        loop.blocks(rows, registers);
      }
      return;
    }
    int rest = lanes % Lanes.COUNT;
    for (PointwiseLoop loop : loops) {
      loop.vectors(rows, lanes - rest, registers);
      if (rest > 0) {
        loop.rest(rows, lanes - rest, rest, registers);
      }
    }
  }
}
