package rnn4j.kernel;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// A list of pointwise operations on registers that are known by number: the description from which
/// kernels make [PointwiseLoops]. Lists that are equal do the same.
///
/// Two registers lie at the same place only if they have the same number.
///
/// @param steps in the order in which they are done
/// @param kept registers whose value must be in memory afterwards; what becomes of others that are
///   written is the kernels' affair
/// @param overlapping registers that lie partly where others do
public record PointwiseList(List<Step> steps, Set<Integer> kept, Set<Integer> overlapping) {

  /// One operation, `d = op(x, y, z)`, see [Op]. Operands that it does not take repeat `x`.
  public record Step(Op op, double alpha, double beta, int d, int x, int y, int z) {}

  /// Creates a description, of copies of its parts.
  public PointwiseList {
    steps = List.copyOf(steps);
    kept = Set.copyOf(kept);
    overlapping = Set.copyOf(overlapping);
  }

  /// Returns how many registers there are: one more than the highest number.
  public int registers() {
    return 1
        + steps.stream()
            .flatMapToInt(step -> IntStream.of(step.d, step.x, step.y, step.z))
            .max()
            .orElse(-1);
  }
}
