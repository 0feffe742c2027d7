package rnn4j.engine.pass;

import java.util.ArrayList;
import java.util.List;
import rnn4j.engine.pass.Memory.Block;
import rnn4j.engine.program.BackwardStage.NormGradient;
import rnn4j.engine.program.RowNorm;
import rnn4j.engine.program.RowNormTangent;
import rnn4j.engine.program.Stage;
import rnn4j.kernel.Kernels;
import rnn4j.kernel.Op;
import rnn4j.kernel.Register;

/// The normalisations of a stage, forward or backward, bound to memory. Belongs to one thread.
final class RowNorms {

  /// Runs one normalisation on some rows.
  private interface Bound {
    void run(int rows);
  }

  private final Operands operands;
  private final List<Bound> bound = new ArrayList<>();

  private RowNorms(Memory memory) {
    this.operands = new Operands(memory);
  }

  static RowNorms forward(Kernels kernels, Stage stage, Memory memory) {
    var result = new RowNorms(memory);
    for (RowNorm norm : stage.norms()) {
      Register d = result.operands.of(norm.d());
      Register x = result.operands.of(norm.x());
      Register scale = result.operands.of(norm.scale());
      int width = norm.d().width();
      result.bound.add(rows -> kernels.normalize(rows, width, norm.eps(), d, x, scale));
    }
    for (RowNormTangent tangent : stage.tangents()) {
      result.bound.add(result.tangent(kernels, tangent));
    }
    return result;
  }

  /// Binds the change of a normalised row. The derivative is its own transpose, so that it is what
  /// the backward pass adds to a gradient, here to zeros.
  private Bound tangent(Kernels kernels, RowNormTangent tangent) {
    Register d = operands.of(tangent.d());
    Register change = operands.of(tangent.change());
    Register normalised = operands.of(tangent.norm().d());
    Register scale = operands.of(tangent.norm().scale());
    int width = tangent.d().width();
    return rows -> {
      // Clipped to [0, 0], what is finite becomes zero.
      kernels.apply(Op.CLIP, 0, 0, rows, width, d, normalised, normalised, normalised);
      kernels.addNormalizeGradient(rows, width, d, d, change, normalised, scale);
    };
  }

  static RowNorms backward(Kernels kernels, List<NormGradient> norms, Memory memory) {
    var result = new RowNorms(memory);
    for (NormGradient norm : norms) {
      Register target = result.operands.of(norm.target());
      Register gradient = result.operands.of(norm.gradient());
      Register d = result.operands.of(norm.norm().d());
      Register scale = result.operands.of(norm.norm().scale());
      int width = norm.norm().d().width();
      Register start = norm.starts() ? zeros(memory.get(norm.target().storage()), width) : target;
      result.bound.add(
          rows -> kernels.addNormalizeGradient(rows, width, start, target, gradient, d, scale));
    }
    return result;
  }

  private static Register zeros(Block like, int width) {
    return new Register(like.data().zeros(width), 0, 0);
  }

  /// Returns whether there is nothing to do.
  boolean isEmpty() {
    return bound.isEmpty();
  }

  /// Runs all normalisations.
  ///
  /// @param rows how many sequences
  /// @param sequence number of the first sequence
  /// @param row number of its row at this step
  /// @param window number of the window's first row
  void run(int rows, int sequence, int row, int window) {
    operands.moveTo(sequence, row, window, 0);
    for (int i = 0; i < bound.size(); i++) {
      bound.get(i).run(rows);
    }
  }
}
