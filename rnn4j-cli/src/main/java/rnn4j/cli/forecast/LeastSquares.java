package rnn4j.cli.forecast;

/// Solves small systems of normal equations.
final class LeastSquares {
  private LeastSquares() {}

  /// Solves `A x = b` for a symmetric positive definite `A` by elimination, which needs no pivots
  /// there.
  ///
  /// @param system `(n, n + 1)`, `A` with `b` as its last column; overwritten
  static double[] solve(double[][] system) {
    int n = system.length;
    for (int pivot = 0; pivot < n; pivot++) {
      for (int row = pivot + 1; row < n; row++) {
        double factor = system[row][pivot] / system[pivot][pivot];
        for (int k = pivot; k <= n; k++) {
          system[row][k] -= factor * system[pivot][k];
        }
      }
    }
    double[] x = new double[n];
    for (int row = n - 1; row >= 0; row--) {
      double sum = system[row][n];
      for (int k = row + 1; k < n; k++) {
        sum -= system[row][k] * x[k];
      }
      x[row] = sum / system[row][row];
    }
    return x;
  }
}
