package rnn4j.kernel.loops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import rnn4j.kernel.Data;
import rnn4j.kernel.FloatData;
import rnn4j.kernel.InterpretedLoops;
import rnn4j.kernel.Op;
import rnn4j.kernel.PointwiseList;
import rnn4j.kernel.PointwiseList.Step;
import rnn4j.kernel.PointwiseLoops;
import rnn4j.kernel.Register;
import rnn4j.kernel.lanes.LaneCount;
import rnn4j.kernel.plain.PlainKernels;
import rnn4j.kernel.vector.VectorKernels;

/// Oracle: [InterpretedLoops] on [PlainKernels], to the last bit, of NaN only that it is one. So
/// the loops of these kernels are tested, too. All memory is compared but that of registers which
/// are written and not kept, so that a write beyond a row fails.
@Tag("vector")
final class GeneratedLoopsTest {
  private static final int BLOCK = LaneCount.BLOCK;
  private static final int MOST_ROWS = 40;
  private static final List<Op> OPS = List.of(Op.values());

  /// @param all registers, some of them side by side in the same memory
  private record Registers(List<Data> memory, List<Register> all) {
    Register[] array() {
      return all.toArray(Register[]::new);
    }
  }

  /// The target is apart, then in place of an operand.
  @ParameterizedTest
  @EnumSource
  void everyOperationAlone(Op op) throws ReflectiveOperationException {
    for (int d : new int[] {3, 0, 1}) {
      var list = new PointwiseList(List.of(step(op, d, 0, 1, 2)), Set.of(d), Set.of());
      GeneratedLoops loops = generated(list);
      for (int lanes = 1; lanes <= BLOCK; lanes++) {
        assertSame(loops, list, 4, lanes, 3);
      }
    }
  }

  static IntStream seeds() {
    return IntStream.range(0, 150);
  }

  /// Operations in place, shared operands, values that are kept or not, all in any number; the
  /// first two registers may overlap.
  @ParameterizedTest
  @MethodSource("seeds")
  void listsOfOperations(int seed) throws ReflectiveOperationException {
    var random = new SplittableRandom(seed);
    int registers = random.nextInt(2, 30);
    Set<Integer> overlapping = random.nextInt(4) == 0 ? Set.of(0, 1) : Set.of();
    List<Step> steps = new ArrayList<>();
    Set<Integer> kept = new HashSet<>();
    for (int i = random.nextInt(1, 40); i > 0; i--) {
      int d = random.nextInt(registers);
      int[] operands = new int[3];
      for (int o = 0; o < 3; o++) {
        int operand = random.nextInt(3) == 0 ? d : random.nextInt(registers);
        boolean overlaps = overlapping.contains(d) && overlapping.contains(operand);
        operands[o] = overlaps ? d : operand;
      }
      Op op = OPS.get(random.nextInt(OPS.size()));
      steps.add(step(op, d, operands[0], operands[1], operands[2]));
      if (random.nextInt(3) == 0) {
        kept.add(d);
      }
    }
    int rows = random.nextInt(1, MOST_ROWS + 1);
    int lanes = random.nextInt(4) == 0 ? BLOCK : random.nextInt(1, 3 * BLOCK);
    var list = new PointwiseList(steps, kept, overlapping);
    assertSame(generated(list), list, registers, lanes, rows);
  }

  private static GeneratedLoops generated(PointwiseList list) throws ReflectiveOperationException {
    return GeneratedLoops.of(list, new InterpretedLoops(VectorKernels.INSTANCE, list));
  }

  private static Step step(Op op, int d, int x, int y, int z) {
    return new Step(op, -0.3, 0.4, d, x, y, z);
  }

  /// The second register begins one element after the first.
  @Test
  void registersThatOverlapAreGoneThroughStepByStep() throws ReflectiveOperationException {
    List<Step> steps =
        List.of(step(Op.ADD, 0, 0, 2, 0), step(Op.MUL, 3, 2, 2, 2), step(Op.ADD, 1, 1, 3, 1));
    var list = new PointwiseList(steps, Set.of(0, 1), Set.of(0, 1));
    GeneratedLoops loops = generated(list);
    for (int lanes = 1; lanes <= BLOCK; lanes++) {
      assertSame(loops, list, 4, lanes, 3);
    }
  }

  @Test
  void nothingToDoIsDone() throws ReflectiveOperationException {
    generated(new PointwiseList(List.of(), Set.of(), Set.of())).run(3, BLOCK, new Register[0]);
  }

  private static void assertSame(
      GeneratedLoops loops, PointwiseList list, int registers, int lanes, int rows) {
    assertSameAsInterpreted(loops, list, registers, lanes, rows);
    assertSameAsInterpreted(PlainKernels.INSTANCE.pointwise(list), list, registers, lanes, rows);
  }

  private static void assertSameAsInterpreted(
      PointwiseLoops loops, PointwiseList list, int registers, int lanes, int rows) {
    Set<Integer> written = new HashSet<>();
    list.steps().forEach(step -> written.add(step.d()));
    Registers expected = draw(list, written, registers, lanes, rows);
    new InterpretedLoops(PlainKernels.INSTANCE, list).run(rows, lanes, expected.array());
    Registers found = draw(list, written, registers, lanes, rows);
    loops.run(rows, lanes, found.array());
    for (int number : written) {
      if (!list.kept().contains(number) && !list.overlapping().contains(number)) {
        clear(found.all.get(number), rows, lanes);
        clear(expected.all.get(number), rows, lanes);
      }
    }
    for (int m = 0; m < expected.memory.size(); m++) {
      assertThat(bits(found.memory.get(m)))
          .as("memory %d", m)
          .isEqualTo(bits(expected.memory.get(m)));
    }
  }

  private static void clear(Register register, int rows, int lanes) {
    for (int r = 0; r < rows; r++) {
      register.data.fill(register.offset + r * register.stride, lanes, 0);
    }
  }

  /// What is never written may be one row, repeated.
  private static Registers draw(
      PointwiseList list, Set<Integer> written, int count, int lanes, int rows) {
    var random = new SplittableRandom(list.steps().size() + 100 * lanes);
    List<Register> all = new ArrayList<>();
    List<Data> memory = new ArrayList<>();
    while (all.size() < count) {
      int first = all.size();
      boolean overlap = list.overlapping().contains(first);
      int beside = overlap ? 2 : Math.min(random.nextInt(1, 5), count - first);
      int distance = overlap ? 1 : lanes;
      boolean repeated =
          random.nextInt(3) == 0
              && IntStream.range(first, first + beside).noneMatch(written::contains);
      int stride = repeated ? 0 : beside * lanes + random.nextInt(3);
      int offset = random.nextInt(3);
      int end = offset + (rows - 1) * stride + (beside - 1) * distance + lanes;
      var data = new FloatData(new float[end]);
      for (int n = 0; n < end; n++) {
        data.set(n, random.nextInt(50) == 0 ? Float.NaN : random.nextDouble(-2, 2));
      }
      memory.add(data);
      for (int i = 0; i < beside; i++) {
        all.add(new Register(data, offset + i * distance, stride));
      }
    }
    return new Registers(memory, all);
  }

  /// Returns the bits of all elements; of any NaN the usual ones.
  private static int[] bits(Data data) {
    float[] array = ((FloatData) data).array();
    return IntStream.range(0, array.length).map(i -> Float.floatToIntBits(array[i])).toArray();
  }
}
