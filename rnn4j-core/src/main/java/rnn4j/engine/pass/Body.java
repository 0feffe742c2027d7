package rnn4j.engine.pass;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import rnn4j.engine.program.Instruction;
import rnn4j.engine.program.Slot;
import rnn4j.engine.program.Storage;
import rnn4j.kernel.Kernels;
import rnn4j.kernel.PointwiseList;
import rnn4j.kernel.PointwiseLoops;

/// Instructions on values of one width, as kernels run them.
///
/// @param width elements of every value
/// @param registers which value each register is
record Body(int width, List<Slot> registers, PointwiseLoops loops) {

  /// @param isKept whether what is written to a storage is read by others than these instructions
  static Body of(
      Kernels kernels, int width, List<Instruction> instructions, Predicate<Storage> isKept) {
    Map<Slot, Integer> numbers = new LinkedHashMap<>();
    List<PointwiseList.Step> steps = new ArrayList<>();
    Set<Integer> kept = new HashSet<>();
    for (Instruction i : instructions) {
      int d = number(i.d(), numbers);
      int x = number(i.x(), numbers);
      int y = number(i.y(), numbers);
      int z = number(i.z(), numbers);
      steps.add(new PointwiseList.Step(i.op(), i.alpha(), i.beta(), d, x, y, z));
      if (isKept.test(i.d().storage())) {
        kept.add(d);
      }
    }
    List<Slot> registers = List.copyOf(numbers.keySet());
    var list = new PointwiseList(steps, kept, overlapping(registers));
    return new Body(width, registers, kernels.pointwise(list));
  }

  private static int number(Slot slot, Map<Slot, Integer> numbers) {
    return numbers.computeIfAbsent(slot, _ -> numbers.size());
  }

  /// Returns the numbers of values that lie partly where others do.
  private static Set<Integer> overlapping(List<Slot> values) {
    Set<Integer> overlapping = new HashSet<>();
    for (int i = 0; i < values.size(); i++) {
      Slot value = values.get(i);
      if (values.stream().anyMatch(other -> isPartlyAt(value, other))) {
        overlapping.add(i);
      }
    }
    return overlapping;
  }

  private static boolean isPartlyAt(Slot one, Slot other) {
    int distance = Math.abs(one.column() - other.column());
    return one.storage().equals(other.storage()) && distance > 0 && distance < one.width();
  }
}
