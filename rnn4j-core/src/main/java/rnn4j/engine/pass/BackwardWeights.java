package rnn4j.engine.pass;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import rnn4j.engine.program.Affine;
import rnn4j.engine.program.Term;
import rnn4j.kernel.Data;
import rnn4j.kernel.Kernels;
import rnn4j.kernel.Packed;
import rnn4j.threads.Workers;

/// A program's weights in the order in which the kernels read them in the backward pass, packed
/// when they are first asked for.
public final class BackwardWeights {
  private final Kernels kernels;
  private final List<Data> parameters;
  private final Map<Weight, List<Packed>> packed = new HashMap<>();

  private record Weight(Affine affine, Term term) {}

  /// @param parameters of the cell, weights `(rows, columns)` row-major
  public BackwardWeights(Kernels kernels, List<Data> parameters) {
    this.kernels = kernels;
    this.parameters = parameters;
  }

  Kernels kernels() {
    return kernels;
  }

  /// Returns the weights of one term, `(gates * units, source)`, in slices of some rows, see
  /// [Products#slices].
  public synchronized List<Packed> of(Affine affine, Term term) {
    return packed.computeIfAbsent(new Weight(affine, term), _ -> pack(affine, term));
  }

  private List<Packed> pack(Affine affine, Term term) {
    int columns = term.source().width();
    int count = Products.slices(affine.width());
    List<Packed> slices = new ArrayList<>();
    for (int slice = 0; slice < count; slice++) {
      int from = Workers.start(affine.width(), count, slice);
      int depth = Workers.start(affine.width(), count, slice + 1) - from;
      Data weight = parameters.get(term.parameter());
      int offset = (term.from() + from) * columns;
      slices.add(kernels.pack(weight, offset, depth, 1, columns, columns, 0, 1));
    }
    return slices;
  }

  /// Gives the memory of the weights to others. They are packed anew if they are asked for again.
  public synchronized void release() {
    packed.values().forEach(slices -> slices.forEach(Packed::release));
    packed.clear();
  }
}
