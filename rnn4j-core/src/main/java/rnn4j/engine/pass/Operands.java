package rnn4j.engine.pass;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import rnn4j.engine.pass.Memory.Block;
import rnn4j.engine.program.Slot;
import rnn4j.kernel.Register;

/// The values that a list of operations names, as registers that move along with the steps. Belongs
/// to one thread. Here and in what it serves, lists are gone through by index: an iterator would be
/// all that a step allocates.
final class Operands {
  private final Memory memory;
  private final Map<Slot, Register> registers = new HashMap<>();

  /// Those that lie elsewhere at each step.
  private final List<Operand> moving = new ArrayList<>();

  /// Those that a step finds where the step before has left them, unless it is one of other
  /// sequences or elements.
  private final List<Operand> resting = new ArrayList<>();

  private int sequence = -1;
  private int element;

  private record Operand(Block block, int column, Register register) {}

  Operands(Memory memory) {
    this.memory = memory;
  }

  /// Returns the register of a value.
  Register of(Slot slot) {
    return registers.computeIfAbsent(slot, _ -> bind(memory.get(slot.storage()), slot.column()));
  }

  /// Returns a register of rows that no program names.
  Register of(Block block) {
    return bind(block, 0);
  }

  private Register bind(Block block, int column) {
    var register = new Register(block.data(), 0, block.stride());
    List<Operand> operands = block.rows().isOfStep() ? moving : resting;
    operands.add(new Operand(block, column, register));
    sequence = -1;
    return register;
  }

  /// Moves all registers to a step.
  ///
  /// @param sequence number of the first sequence
  /// @param row number of its row at this step
  /// @param window number of the window's first row
  /// @param element the first element of each value that is worked on
  void moveTo(int sequence, int row, int window, int element) {
    move(moving, sequence, row, window, element);
    if (sequence != this.sequence || element != this.element) {
      move(resting, sequence, row, window, element);
      this.sequence = sequence;
      this.element = element;
    }
  }

  private static void move(List<Operand> operands, int sequence, int row, int window, int element) {
    for (int i = 0; i < operands.size(); i++) {
      Operand operand = operands.get(i);
      int start = operand.block.offset(sequence, row, window);
      operand.register.moveTo(start + operand.column + element);
    }
  }
}
