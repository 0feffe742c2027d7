package rnn4j.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import rnn4j.engine.Memory.Block;
import rnn4j.kernel.Register;

/// The values that a list of operations names, as registers that move along with the steps. Belongs
/// to one thread. Here and in what it serves, lists are gone through by index: an iterator would be
/// all that a step allocates.
final class Operands {
  private final Memory memory;
  private final Map<Slot, Register> registers = new HashMap<>();
  private final List<Operand> operands = new ArrayList<>();

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
    operands.add(new Operand(block, column, register));
    return register;
  }

  /// Moves all registers to a step.
  ///
  /// @param sequence number of the first sequence
  /// @param row number of its row at this step
  /// @param window number of the window's first row
  /// @param element the first element of each value that is worked on
  void moveTo(int sequence, int row, int window, int element) {
    for (int i = 0; i < operands.size(); i++) {
      Operand operand = operands.get(i);
      int start = operand.block.offset(sequence, row, window);
      operand.register.moveTo(start + operand.column + element);
    }
  }
}
