package rnn4j.engine.pass;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rnn4j.engine.program.BackwardProgram.VectorGradient;
import rnn4j.engine.program.Slot;
import rnn4j.kernel.Data;
import rnn4j.kernel.Op;
import rnn4j.kernel.Register;
import rnn4j.kernel.choice.ChosenKernels;
import rnn4j.threads.Workers;

/// The gradients of parameters that a step uses pointwise: sums over rows, without any product of
/// matrices.
final class VectorSums {
  /// Elements that are summed up by one thread at a time.
  private static final int PIECE = 64;

  /// What an element of a row costs, in multiply-adds: it is read from memory.
  private static final int COST = 16;

  private final List<Piece> pieces = new ArrayList<>();
  private final Data ones;

  /// Some elements of a gradient.
  ///
  /// @param from the first of them, `count` in all
  private record Piece(VectorGradient vector, int from, int count, Data sums) {}

  /// Starts sums of zero.
  ///
  /// @param wanted whether the gradient of a parameter is wanted
  /// @param like data of the element type
  VectorSums(List<VectorGradient> vectors, List<Boolean> wanted, Data like) {
    for (VectorGradient vector : vectors) {
      int width = vector.gradient().width();
      for (int from = 0; wanted.get(vector.parameter()) && from < width; from += PIECE) {
        int count = Math.min(PIECE, width - from);
        pieces.add(new Piece(vector, from, count, like.zeros(count)));
      }
    }
    ones = like.zeros(PIECE);
    ones.fill(0, PIECE, 1);
  }

  /// Adds what the rows of a window add.
  ///
  /// @param memory of the pass, backward pass included
  /// @param order which rows, in the order in which they are summed
  void add(Memory memory, BackwardWindow window, int[] order) {
    int count = pieces.size();
    int parts = Workers.parts(count, (long) COST * PIECE * count * order.length);
    Workers.run(
        parts,
        part -> {
          int end = Workers.start(count, parts, part + 1);
          for (int p = Workers.start(count, parts, part); p < end; p++) {
            add(pieces.get(p), memory, window.row(), order);
          }
        });
  }

  private void add(Piece piece, Memory memory, int window, int[] order) {
    Slot value = piece.vector.value();
    ChosenKernels.of(ones)
        .addProducts(
            order,
            piece.count,
            new Register(piece.sums, 0, 0),
            memory.rows(piece.vector.gradient(), piece.from, window),
            value == null ? new Register(ones, 0, 0) : memory.rows(value, piece.from, window));
  }

  /// Adds the sums to gradients of the parameters.
  ///
  /// @param gradients for each parameter the gradients of some sequences, or of all together, one
  ///   after another; null where none is wanted
  /// @param lengths of the parameters
  /// @param number which of them
  void addTo(List<@Nullable Data> gradients, List<Integer> lengths, int number) {
    for (Piece piece : pieces) {
      int parameter = piece.vector.parameter();
      Data gradient = gradients.get(parameter);
      if (gradient != null) {
        int at = number * lengths.get(parameter) + piece.vector.from() + piece.from;
        var target = new Register(gradient, at, 0);
        var sums = new Register(piece.sums, 0, 0);
        ChosenKernels.of(gradient)
            .apply(Op.ADD, 0, 0, 1, piece.count, target, target, sums, target);
      }
    }
  }
}
