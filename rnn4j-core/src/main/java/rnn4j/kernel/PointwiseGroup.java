package rnn4j.kernel;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import rnn4j.kernel.PointwiseList.Step;

/// Steps of a [PointwiseList] that become one loop. What they pass on to each other stays in the
/// processor's registers.
///
/// @param loads registers that are read from memory, in rising order
/// @param stores registers that are written to memory, in rising order
public record PointwiseGroup(List<Step> steps, List<Integer> loads, List<Integer> stores) {

  /*
   * One activation keeps half of the processor's registers busy. With two in a loop the processor
   * has work while it waits; with more the compiler puts constants into memory.
   */
  private static final int MOST_ACTIVATIONS = 2;

  /// Most registers that a loop reads or writes in memory.
  private static final int MOST_REGISTERS = 20;

  /// Divides a list into groups, and finds out what each must read and write.
  public static List<PointwiseGroup> of(PointwiseList list) {
    List<List<Step>> parts = divide(list);
    List<PointwiseGroup> groups = new ArrayList<>();
    Set<Integer> needed = new HashSet<>(list.kept());
    needed.addAll(list.overlapping());
    for (List<Step> part : parts.reversed()) {
      Set<Integer> written = written(part);
      Set<Integer> loads = loads(part);
      Set<Integer> stores = new TreeSet<>(written);
      stores.retainAll(needed);
      needed.removeAll(written);
      needed.addAll(loads);
      needed.addAll(list.overlapping());
      groups.addFirst(new PointwiseGroup(part, List.copyOf(loads), List.copyOf(stores)));
    }
    return groups;
  }

  private static List<List<Step>> divide(PointwiseList list) {
    List<List<Step>> parts = new ArrayList<>();
    List<Step> part = new ArrayList<>();
    for (Step step : list.steps()) {
      part.add(step);
      if (part.size() > 1 && (isTooMuch(part) || overlaps(part, list.overlapping()))) {
        part.removeLast();
        parts.add(part);
        part = new ArrayList<>(List.of(step));
      }
    }
    if (!part.isEmpty()) {
      parts.add(part);
    }
    return parts;
  }

  private static boolean isTooMuch(List<Step> part) {
    Set<Integer> registers = loads(part);
    registers.addAll(written(part));
    return part.stream().mapToInt(step -> activations(step.op())).sum() > MOST_ACTIVATIONS
        || registers.size() > MOST_REGISTERS;
  }

  private static boolean overlaps(List<Step> part, Set<Integer> overlapping) {
    return part.stream()
        .anyMatch(step ->
            overlapping.contains(step.d())
                || overlapping.contains(step.x())
                || overlapping.contains(step.y())
                || overlapping.contains(step.z()));
  }

  /// Returns the registers that steps read before they write them, in rising order.
  public static Set<Integer> loads(List<Step> part) {
    Set<Integer> loads = new TreeSet<>();
    Set<Integer> written = new HashSet<>();
    for (Step step : part) {
      for (int read : new int[] {step.x(), step.y(), step.z()}) {
        if (!written.contains(read)) {
          loads.add(read);
        }
      }
      written.add(step.d());
    }
    return loads;
  }

  /// Returns the registers that steps write, in rising order.
  public static Set<Integer> written(List<Step> part) {
    Set<Integer> written = new TreeSet<>();
    part.forEach(step -> written.add(step.d()));
    return written;
  }

  /// Returns how many functions with a polynomial an operation takes.
  public static int activations(Op op) {
    return switch (op) {
      case SIGMOID, TANH, EXP, LOG, ELU, ELU_BACK, SOFTPLUS_BACK -> 1;
      case SOFTPLUS -> 2;
      default -> 0;
    };
  }
}
