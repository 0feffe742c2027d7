package rnn4j.tensor;

/// Rows with mean 0 and variance 1, in double precision but for the result.
final class Normalization {
  private Normalization() {}

  /// Returns `(x - mean) * scale` with `scale = 1 / sqrt(variance + eps)`, row by row.
  static Tensor normalize(Tensor x, double eps) {
    int lanes = x.size(-1);
    Tensor y = new Tensor(x.data().zeros(x.numel()), x.shape());
    double[] scales = new double[lanes == 0 ? 0 : x.numel() / lanes];
    for (int row = 0; row < scales.length; row++) {
      Row input = Row.of(x, row * lanes);
      Row result = Row.of(y, row * lanes);
      double mean = input.sum() / lanes;
      double squares = 0;
      for (int i = 0; i < lanes; i++) {
        double centred = input.get(i) - mean;
        squares = Math.fma(centred, centred, squares);
      }
      double scale = 1 / Math.sqrt(squares / lanes + eps);
      for (int i = 0; i < lanes; i++) {
        result.set(i, (input.get(i) - mean) * scale);
      }
      scales[row] = scale;
    }
    return new Recording(y).wrt(x, g -> gradient(g, y, scales)).done();
  }

  /// Returns `scale * (g - mean(g) - y * mean(g * y))`.
  private static Tensor gradient(Tensor g, Tensor y, double[] scales) {
    int lanes = y.size(-1);
    Tensor gradient = new Tensor(g.data().zeros(g.numel()), g.shape());
    for (int row = 0; row < scales.length; row++) {
      Row upper = Row.of(g, row * lanes);
      Row output = Row.of(y, row * lanes);
      Row result = Row.of(gradient, row * lanes);
      double mean = upper.sum() / lanes;
      double along = upper.dot(output) / lanes;
      for (int i = 0; i < lanes; i++) {
        result.set(i, scales[row] * (upper.get(i) - mean - output.get(i) * along));
      }
    }
    return gradient;
  }
}
