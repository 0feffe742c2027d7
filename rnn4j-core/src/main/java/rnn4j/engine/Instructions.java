package rnn4j.engine;

import java.util.ArrayList;
import java.util.List;
import rnn4j.kernel.Kernels;
import rnn4j.kernel.Op;
import rnn4j.kernel.Register;

/// A list of instructions bound to memory. Belongs to one thread.
final class Instructions {
  private final Kernels kernels;
  private final int width;
  private final int blockWidth;
  private final Operands operands;
  private final List<Bound> bound = new ArrayList<>();

  private record Bound(
      Op op, double alpha, double beta, Register d, Register x, Register y, Register z) {}

  /// @param width elements of every value
  Instructions(Kernels kernels, int width, List<Instruction> instructions, Memory memory) {
    this.kernels = kernels;
    this.width = width;
    this.blockWidth = kernels.blockWidth(width);
    this.operands = new Operands(memory);
    for (Instruction i : instructions) {
      bound.add(
          new Bound(
              i.op(),
              i.alpha(),
              i.beta(),
              operands.of(i.d()),
              operands.of(i.x()),
              operands.of(i.y()),
              operands.of(i.z())));
    }
  }

  /// Runs all instructions on one block of elements.
  ///
  /// @param rows how many sequences
  /// @param sequence number of the first sequence
  /// @param row number of its row at this step
  /// @param window number of the window's first row
  void run(int rows, int sequence, int row, int window, int blockNumber) {
    int from = blockNumber * blockWidth;
    operands.moveTo(sequence, row, window, from);
    int lanes = Math.min(blockWidth, width - from);
    for (int n = 0; n < bound.size(); n++) {
      Bound i = bound.get(n);
      kernels.apply(i.op, i.alpha, i.beta, rows, lanes, i.d, i.x, i.y, i.z);
    }
  }

  /// Runs all instructions on all elements, block by block.
  void run(int rows, int sequence, int row, int window) {
    for (int block = 0; block < blocks(); block++) {
      run(rows, sequence, row, window, block);
    }
  }

  /// Returns into how many blocks the elements are divided.
  int blocks() {
    return kernels.blocks(width);
  }
}
