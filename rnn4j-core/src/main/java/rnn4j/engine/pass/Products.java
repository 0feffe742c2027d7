package rnn4j.engine.pass;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rnn4j.engine.program.Affine;
import rnn4j.engine.program.Slot;
import rnn4j.engine.program.Storage;
import rnn4j.engine.program.Term;
import rnn4j.kernel.Data;
import rnn4j.kernel.Kernels;
import rnn4j.kernel.Packed;
import rnn4j.kernel.Register;
import rnn4j.kernel.RowProducts;

/// Sums of products bound to memory. Belongs to one thread.
final class Products {
  /// Terms that are summed up at a time: a panel of weights for so many (512 KB with vectors of 512
  /// bits) stays in the second cache while rows go through it, six at a time. With 6000 terms in
  /// one piece 32 rows took 1.2 times as long.
  private static final int DEPTH = 2048;

  private final Kernels kernels;
  private final Operands operands;
  private final List<Piece> pieces = new ArrayList<>();
  private final List<Slot> sources;
  private final Register sums;
  private final int units;

  /// Some products that are summed up together.
  ///
  /// @param start what their sums start from
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Piece(Register[] sources, Packed[] weights, Register start) {}

  private Products(
      Kernels kernels,
      Memory memory,
      List<Slot> sources,
      List<Packed> weights,
      @Nullable Data bias,
      Slot sums) {
    this.kernels = kernels;
    this.sources = sources;
    this.operands = new Operands(memory);
    this.sums = operands.of(sums);
    this.units = weights.getFirst().units();
    Register start = bias == null ? this.sums : new Register(bias, 0, 0);
    for (int from = 0; from < sources.size(); ) {
      int depth = weights.get(from).depth();
      int to = from + 1;
      while (to < sources.size() && depth + weights.get(to).depth() <= DEPTH) {
        depth += weights.get(to).depth();
        to++;
      }
      pieces.add(
          new Piece(
              sources.subList(from, to).stream().map(operands::of).toArray(Register[]::new),
              weights.subList(from, to).toArray(Packed[]::new),
              start));
      start = this.sums;
      from = to;
    }
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
  ///
  /// @param weights in slices, see [#slices]
  static Products of(
      Storage gradient, List<Packed> weights, Slot target, Kernels kernels, Memory memory) {
    List<Slot> sources = new ArrayList<>();
    int from = 0;
    for (Packed slice : weights) {
      sources.add(new Slot(gradient, from, slice.depth()));
      from += slice.depth();
    }
    return new Products(kernels, memory, sources, weights, null, target);
  }

  /// Returns into how many slices a matrix is best packed that has so many rows.
  static int slices(int depth) {
    return (depth + DEPTH - 1) / DEPTH;
  }

  /// Moves to a step.
  ///
  /// @param sequence number of the first sequence
  /// @param row number of its row at this step
  /// @param window number of the window's first row
  void moveTo(int sequence, int row, int window) {
    operands.moveTo(sequence, row, window, 0);
  }

  /// Returns what the weights are multiplied with.
  List<Slot> sources() {
    return sources;
  }

  /// Returns whether all terms are summed up at a time.
  boolean isOnePiece() {
    return pieces.size() == 1;
  }

  /// Binds a thread's share of one row of several products that have the same sources and are each
  /// one piece. They must be moved together.
  static RowProducts together(List<Products> products, Share share) {
    Products first = products.getFirst();
    List<RowProducts.Sums> sums = new ArrayList<>();
    for (Products some : products) {
      int blocks = some.kernels.blocks(some.units);
      Piece piece = some.pieces.getFirst();
      sums.add(
          new RowProducts.Sums(
              piece.weights, piece.start, some.sums, share.from(blocks), share.to(blocks)));
    }
    return first.kernels.rowProducts(first.pieces.getFirst().sources, sums);
  }

  /// Computes one block of sums for some sequences.
  void run(int rows, int block) {
    for (int i = 0; i < pieces.size(); i++) {
      Piece piece = pieces.get(i);
      kernels.multiply(rows, piece.sources, piece.weights, block, piece.start, units, sums, units);
    }
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
