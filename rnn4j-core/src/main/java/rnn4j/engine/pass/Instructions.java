package rnn4j.engine.pass;

import rnn4j.kernel.Kernels;
import rnn4j.kernel.PointwiseLoops;
import rnn4j.kernel.Register;

/// A [Body] bound to memory. Belongs to one thread.
final class Instructions {
  private final Kernels kernels;
  private final int width;
  private final int blockWidth;
  private final Operands operands;
  private final PointwiseLoops loops;
  private final Register[] registers;

  Instructions(Kernels kernels, Body body, Memory memory) {
    this.kernels = kernels;
    this.width = body.width();
    this.blockWidth = kernels.blockWidth(width);
    this.operands = new Operands(memory);
    this.loops = body.loops();
    this.registers = body.registers().stream().map(operands::of).toArray(Register[]::new);
  }

  /// Runs all instructions on one block of elements.
  ///
  /// @param rows how many sequences
  /// @param sequence number of the first sequence
  /// @param row number of its row at this step
  /// @param window number of the window's first row
  void run(int rows, int sequence, int row, int window, int block) {
    run(rows, sequence, row, window, block, block + 1);
  }

  /// Runs all instructions on blocks `[from, to)` at once.
  void run(int rows, int sequence, int row, int window, int from, int to) {
    int first = from * blockWidth;
    int lanes = Math.min(to * blockWidth, width) - first;
    if (registers.length > 0 && lanes > 0) {
      operands.moveTo(sequence, row, window, first);
      loops.run(rows, lanes, registers);
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
