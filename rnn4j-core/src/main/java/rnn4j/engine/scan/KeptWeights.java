package rnn4j.engine.scan;

import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rnn4j.engine.pass.Bodies;
import rnn4j.kernel.Data;
import rnn4j.kernel.Kernels;

/// The weights that a program was last run with, for who runs it again before they are changed: a
/// loop of one's own over time, or many short sequences. To pack them takes as long as some fifteen
/// steps of one sequence.
///
/// They are held softly: the garbage collector takes them where memory is short.
final class KeptWeights {
  /// Both directions of a layer run the same program.
  private static final int MOST = 2;

  private final Bodies bodies;

  /// Those packed last, first.
  private final ArrayDeque<SoftReference<CurrentWeights>> kept = new ArrayDeque<>();

  KeptWeights(Bodies bodies) {
    this.bodies = bodies;
  }

  /// Returns weights, packed anew if need be. The caller [releases][CurrentWeights#release()] them.
  ///
  /// @param parameters of the cell, weights `(rows, columns)` row-major
  CurrentWeights use(Kernels kernels, List<Data> parameters) {
    CurrentWeights known = find(parameters);
    // Not under the lock: directions pack theirs at the same time.
    return known == null ? keep(new CurrentWeights(bodies, kernels, parameters)) : known;
  }

  private synchronized @Nullable CurrentWeights find(List<Data> parameters) {
    Iterator<SoftReference<CurrentWeights>> all = kept.iterator();
    while (all.hasNext()) {
      CurrentWeights weights = all.next().get();
      if (weights == null) {
        all.remove();
      } else if (weights.areOf(parameters)) {
        if (weights.areCurrent()) {
          weights.use();
          return weights;
        }
        all.remove();
        weights.forget();
      }
    }
    return null;
  }

  private synchronized CurrentWeights keep(CurrentWeights weights) {
    kept.addFirst(new SoftReference<>(weights));
    if (kept.size() > MOST) {
      CurrentWeights last = kept.removeLast().get();
      if (last != null) {
        last.forget();
      }
    }
    return weights;
  }
}
