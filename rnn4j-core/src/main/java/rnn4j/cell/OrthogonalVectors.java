package rnn4j.cell;

/// Orthogonal vectors from random ones, by Gram and Schmidt's method, done twice for accuracy.
final class OrthogonalVectors {
  private OrthogonalVectors() {}

  /// Returns `count` orthogonal vectors of length one.
  ///
  /// @param random `count * length` independent numbers
  static double[][] from(double[] random, int count, int length) {
    var vectors = new double[count][length];
    for (int v = 0; v < count; v++) {
      System.arraycopy(random, v * length, vectors[v], 0, length);
      for (int pass = 0; pass < 2; pass++) {
        for (int before = 0; before < v; before++) {
          double share = dot(vectors[v], vectors[before]);
          for (int k = 0; k < length; k++) {
            vectors[v][k] -= share * vectors[before][k];
          }
        }
      }
      double norm = Math.sqrt(dot(vectors[v], vectors[v]));
      for (int k = 0; k < length; k++) {
        vectors[v][k] /= norm;
      }
    }
    return vectors;
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int k = 0; k < x.length; k++) {
      sum += x[k] * y[k];
    }
    return sum;
  }
}
