package rnn4j.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import rnn4j.engine.Memory.Block;
import rnn4j.kernel.Register;

/// The values that a list of operations names, as registers that move along with the steps. What
/// lies at the same place has the same register. Belongs to one thread. Here and in what it serves,
/// lists are gone through by index: an iterator would be all that a step allocates.
final class Operands {
  private final Memory memory;
  private final Map<Place, Integer> numbers = new HashMap<>();
  private final List<Operand> operands = new ArrayList<>();

  private record Place(Block block, int column) {}

  private record Operand(Block block, int column, Register register) {}

  Operands(Memory memory) {
    this.memory = memory;
  }

  /// Returns the register of a value.
  Register of(Slot slot) {
    return operands.get(number(slot)).register;
  }

  /// Returns a register of rows that no program names.
  Register of(Block block) {
    return operands.get(number(block, 0)).register;
  }

  /// Returns the number of a value's register.
  int number(Slot slot) {
    return number(memory.get(slot.storage()), slot.column());
  }

  private int number(Block block, int column) {
    return numbers.computeIfAbsent(
        new Place(block, column),
        _ -> {
          var register = new Register(block.data(), 0, block.stride());
          operands.add(new Operand(block, column, register));
          return operands.size() - 1;
        });
  }

  /// Returns all registers by number.
  Register[] all() {
    return operands.stream().map(Operand::register).toArray(Register[]::new);
  }

  /// Returns the registers that lie partly where others do.
  ///
  /// @param width elements of every value
  Set<Integer> overlapping(int width) {
    Set<Integer> overlapping = new HashSet<>();
    for (int a = 0; a < operands.size(); a++) {
      for (int b = 0; b < operands.size(); b++) {
        Operand one = operands.get(a);
        Operand other = operands.get(b);
        if (a != b
            && one.block.data().equals(other.block.data())
            && Math.abs(one.column - other.column) < width) {
          overlapping.add(a);
        }
      }
    }
    return overlapping;
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
