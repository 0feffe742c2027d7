package rnn4j.engine.program;

import java.util.List;
import rnn4j.kernel.Op;

/// One pointwise operation: `d = op(x, y, z)`. Operands that the operation does not take repeat
/// `x`.
public record Instruction(Op op, double alpha, double beta, Slot d, Slot x, Slot y, Slot z) {
  /// Returns an operation on one value, without constants.
  public static Instruction of(Op op, Slot d, Slot x) {
    return new Instruction(op, 0, 0, d, x, x, x);
  }

  static Instruction of(Op op, Slot d, Slot x, Slot y) {
    return new Instruction(op, 0, 0, d, x, y, x);
  }

  static Instruction of(Op op, Slot d, Slot x, Slot y, Slot z) {
    return new Instruction(op, 0, 0, d, x, y, z);
  }

  /// Returns all that this operation reads.
  public List<Slot> operands() {
    return List.of(x, y, z);
  }
}
