package rnn4j.engine.pass;

import java.util.ArrayList;
import java.util.List;
import rnn4j.engine.pass.Memory.Block;
import rnn4j.engine.program.Instruction;
import rnn4j.engine.program.Slot;
import rnn4j.kernel.Kernels;
import rnn4j.kernel.Op;
import rnn4j.kernel.Register;

/// Values that are copied between a program's memory and what is given or returned, at each step.
/// Belongs to one thread.
final class Copies {
  private final Kernels kernels;
  private final Operands operands;
  private final List<Copy> copies = new ArrayList<>();

  private record Copy(Register from, Register to, int width) {}

  Copies(Kernels kernels, Memory memory) {
    this.kernels = kernels;
    this.operands = new Operands(memory);
  }

  void add(Slot from, Block to) {
    copies.add(new Copy(operands.of(from), operands.of(to), from.width()));
  }

  void add(Instruction copy) {
    copies.add(new Copy(operands.of(copy.x()), operands.of(copy.d()), copy.d().width()));
  }

  void add(Block from, Slot to) {
    copies.add(new Copy(operands.of(from), operands.of(to), to.width()));
  }

  /// Copies all values of a step.
  ///
  /// @param rows how many sequences
  /// @param sequence number of the first sequence
  /// @param row number of its row at this step
  /// @param window number of the window's first row
  void run(int rows, int sequence, int row, int window) {
    operands.moveTo(sequence, row, window, 0);
    for (int i = 0; i < copies.size(); i++) {
      Copy copy = copies.get(i);
      kernels.apply(Op.COPY, 0, 0, rows, copy.width, copy.to, copy.from, copy.from, copy.from);
    }
  }
}
