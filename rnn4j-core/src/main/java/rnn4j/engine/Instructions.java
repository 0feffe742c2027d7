package rnn4j.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import rnn4j.kernel.Kernels;
import rnn4j.kernel.PointwiseList;
import rnn4j.kernel.PointwiseLoops;
import rnn4j.kernel.Register;

/// A list of instructions bound to memory. Belongs to one thread.
final class Instructions {
  private final Kernels kernels;
  private final int width;
  private final int blockWidth;
  private final Operands operands;
  private final PointwiseLoops loops;
  private final Register[] registers;

  /// @param width elements of every value
  /// @param isKept whether what is written to a storage is read by others than these instructions
  Instructions(
      Kernels kernels,
      int width,
      List<Instruction> instructions,
      Memory memory,
      Predicate<Storage> isKept) {
    this.kernels = kernels;
    this.width = width;
    this.blockWidth = kernels.blockWidth(width);
    this.operands = new Operands(memory);
    List<PointwiseList.Step> steps = new ArrayList<>();
    Set<Integer> kept = new HashSet<>();
    for (Instruction i : instructions) {
      int d = operands.number(i.d());
      int x = operands.number(i.x());
      int y = operands.number(i.y());
      int z = operands.number(i.z());
      steps.add(new PointwiseList.Step(i.op(), i.alpha(), i.beta(), d, x, y, z));
      if (isKept.test(i.d().storage())) {
        kept.add(d);
      }
    }
    this.loops = kernels.pointwise(new PointwiseList(steps, kept, operands.overlapping(width)));
    this.registers = operands.all();
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
    loops.run(rows, Math.min(blockWidth, width - from), registers);
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
