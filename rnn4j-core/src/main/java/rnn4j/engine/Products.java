package rnn4j.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;
import rnn4j.kernel.Data;
import rnn4j.kernel.Kernels;
import rnn4j.kernel.Packed;
import rnn4j.kernel.Register;

/// Sums of products bound to memory. Belongs to one thread.
final class Products {
  private final Kernels kernels;
  private final Operands operands;
  private final Register[] sources;
  private final Packed[] weights;
  private final Register start;
  private final Register sums;
  private final int units;

  private Products(
      Kernels kernels,
      Memory memory,
      List<Slot> sources,
      List<Packed> weights,
      @Nullable Data bias,
      Slot sums) {
    this.kernels = kernels;
    this.operands = new Operands(memory);
    this.sources = sources.stream().map(operands::of).toArray(Register[]::new);
    this.weights = weights.toArray(Packed[]::new);
    this.sums = operands.of(sums);
    this.start = bias == null ? this.sums : new Register(bias, 0, 0);
    this.units = weights.getFirst().units();
  }

  /// Binds some terms of an affine group, its first terms to sums that start from the bias, others
  /// to sums that start from what is there.
  static Products of(Affine affine, List<Term> terms, PackedWeights weights, Memory memory) {
    boolean first = terms.getFirst().equals(affine.terms().getFirst());
    return new Products(
        weights.kernels(),
        memory,
        terms.stream().map(Term::source).toList(),
        terms.stream().map(term -> weights.weight(affine, term)).toList(),
        first ? weights.bias(affine) : null,
        new Slot(affine.storage(), 0, affine.width()));
  }

  /// Binds the product of one gradient, which is added to another.
  static Products of(Slot gradient, Packed weight, Slot target, Kernels kernels, Memory memory) {
    return new Products(kernels, memory, List.of(gradient), List.of(weight), null, target);
  }

  /// Moves to a step.
  ///
  /// @param sequence number of the first sequence
  /// @param row number of its row at this step
  /// @param window number of the window's first row
  void moveTo(int sequence, int row, int window) {
    operands.moveTo(sequence, row, window, 0);
  }

  /// Computes one block of sums for some sequences.
  void run(int rows, int block) {
    kernels.multiply(rows, sources, weights, block, start, units, sums, units);
  }

  /// Computes a thread's share of the sums for some sequences.
  void run(int rows, Share share) {
    int end = share.to(kernels.blocks(units));
    for (int block = share.from(kernels.blocks(units)); block < end; block++) {
      run(rows, block);
    }
  }

  /// Computes all sums for some sequences.
  void run(int rows) {
    for (int block = 0; block < kernels.blocks(units); block++) {
      run(rows, block);
    }
  }
}
