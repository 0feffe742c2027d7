package rnn4j.engine.scan;

import java.util.List;
import org.jspecify.annotations.Nullable;
import rnn4j.engine.pass.BackwardWeights;
import rnn4j.engine.pass.Bodies;
import rnn4j.engine.pass.PackedWeights;
import rnn4j.kernel.Data;
import rnn4j.kernel.Kernels;

/// The weights of a program as some parameters have them now: packed for the forward pass, and,
/// while there are passes that go back, for these.
///
/// Whoever uses them says so, and says when that ends: then, and when nobody [keeps][KeptWeights]
/// them any more, others get their memory.
final class CurrentWeights {
  private final Bodies bodies;
  private final List<Data> parameters;
  private final Versions versions;
  private final PackedWeights packed;
  private final BackwardWeights backward;
  private @Nullable FrozenProgram frozen;
  private int users = 1;
  private boolean kept = true;

  /// Packs weights for a first user.
  ///
  /// @param parameters of the cell, weights `(rows, columns)` row-major
  CurrentWeights(Bodies bodies, Kernels kernels, List<Data> parameters) {
    this.bodies = bodies;
    this.parameters = List.copyOf(parameters);
    // Before they are read: if another thread changes them meanwhile, they are packed anew.
    this.versions = Versions.of(parameters);
    this.packed = new PackedWeights(bodies.program().forward(), kernels, parameters);
    this.backward = new BackwardWeights(kernels, this.parameters);
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

  /// Returns the weights for the forward pass.
  PackedWeights packed() {
    return packed;
  }

  /// Returns the program with these weights, to be run without gradients.
  synchronized FrozenProgram frozen() {
    if (frozen == null) {
      frozen = FrozenProgram.of(bodies, packed);
    }
    return frozen;
  }

  /// Returns the weights for the backward pass.
  BackwardWeights backward() {
    return backward;
  }

  /// Says that there is one more user.
  synchronized void use() {
    users++;
  }

  /// Says that a user has ended.
  synchronized void release() {
    users--;
    if (users == 0) {
      backward.release();
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
