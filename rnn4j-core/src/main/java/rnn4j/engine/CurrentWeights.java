package rnn4j.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rnn4j.kernel.Data;
import rnn4j.kernel.Kernels;
import rnn4j.kernel.Packed;
import rnn4j.threads.Workers;

/// The weights of a program as some parameters have them now: packed for the forward pass, and,
/// while there are passes that go back, for these.
///
/// Whoever uses them says so, and says when that ends: then, and when nobody [keeps][KeptWeights]
/// them any more, others get their memory.
final class CurrentWeights {
  private final Program program;
  private final List<Data> parameters;
  private final Versions versions;
  private final PackedWeights packed;
  private final Map<BackwardTerm, List<Packed>> backward = new HashMap<>();
  private @Nullable FrozenProgram frozen;
  private int users = 1;
  private boolean kept = true;

  private record BackwardTerm(Affine affine, Term term) {}

  /// Packs weights for a first user.
  ///
  /// @param parameters of the cell, weights `(rows, columns)` row-major
  CurrentWeights(Program program, Kernels kernels, List<Data> parameters) {
    this.program = program;
    this.parameters = List.copyOf(parameters);
    // Before they are read: if another thread changes them meanwhile, they are packed anew.
    this.versions = Versions.of(parameters);
    this.packed = new PackedWeights(program.forward(), kernels, parameters);
  }

  /// Returns whether these are weights of just these parameters, now or at an earlier time.
  boolean areOf(List<Data> others) {
    for (int p = 0; p < parameters.size(); p++) {
      if (parameters.get(p) != others.get(p)) {
        return false;
      }
    }
    return true;
  }

  /// Returns whether the parameters are what they were.
  boolean areCurrent() {
    return versions.areCurrent();
  }

  Kernels kernels() {
    return packed.kernels();
  }

  PackedWeights packed() {
    return packed;
  }

  /// Returns the program with these weights, to be run without gradients.
  synchronized FrozenProgram frozen() {
    if (frozen == null) {
      frozen = FrozenProgram.of(program, packed);
    }
    return frozen;
  }

  /// Returns the weights of one term as the backward pass multiplies them, `(gates * units,
  /// source)`, in slices of some rows, see [Products#slices].
  synchronized List<Packed> backward(Affine affine, Term term) {
    return backward.computeIfAbsent(
        new BackwardTerm(affine, term), _ -> packBackward(affine, term));
  }

  private List<Packed> packBackward(Affine affine, Term term) {
    int columns = term.source().width();
    int count = Products.slices(affine.width());
    List<Packed> slices = new ArrayList<>();
    for (int slice = 0; slice < count; slice++) {
      int from = Workers.start(affine.width(), count, slice);
      int depth = Workers.start(affine.width(), count, slice + 1) - from;
      Data weight = parameters.get(term.parameter());
      int offset = (term.from() + from) * columns;
      slices.add(kernels().pack(weight, offset, depth, 1, columns, columns, 0, 1));
    }
    return slices;
  }

  /// Says that there is one more user.
  synchronized void use() {
    users++;
  }

  /// Says that a user has ended.
  synchronized void release() {
    users--;
    if (users == 0) {
      backward.values().forEach(slices -> slices.forEach(Packed::release));
      backward.clear();
    }
    giveMemory();
  }

  /// Says that nobody will find these weights any more who doesn't use them now.
  synchronized void forget() {
    kept = false;
    giveMemory();
  }

  private void giveMemory() {
    if (users == 0 && !kept) {
      packed.release();
    }
  }
}
