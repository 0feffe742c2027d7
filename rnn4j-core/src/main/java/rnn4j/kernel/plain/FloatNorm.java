package rnn4j.kernel.plain;

import rnn4j.kernel.Register;

/// Normalisation of rows in single precision. Sums run in double precision in sixteen lanes,
/// element `j` in lane `j % 16`, and at the end lanes are added in pairs; so any vectors give the
/// same bits, and enough sums are in flight to hide how long each addition takes.
public final class FloatNorm {
  /// How many sums run side by side.
  public static final int LANES = 16;

  private static final ThreadLocal<double[]> SUMS =
      ThreadLocal.withInitial(() -> new double[2 * LANES]);

  /// The inner loops, each over one row.
  public interface Loops {
    /// Writes the lanes of `sum(x - shift)`, and behind them those of `sum((x - shift)^2)`.
    void sumPowers(int width, float[] x, int xAt, double shift, double[] sums);

    /// Adds up the lanes from `at` on: those of the upper half to those of the lower, and so on.
    /// They may be changed.
    double total(double[] sums, int at);

    /// Writes `d = (x - mean) * scale`.
    void centre(int width, float[] d, int dAt, float[] x, int xAt, float mean, float scale);

    /// Writes the lanes of `sum(g)`, and behind them those of `sum(g * y)`.
    void sumProducts(int width, float[] g, int gAt, float[] y, int yAt, double[] sums);

    /// Writes `target = start + scale * (g - mean - y * slope)`.
    void addShares(
        int width,
        float[] start,
        int from,
        float[] target,
        int at,
        float[] g,
        int gAt,
        float[] y,
        int yAt,
        float mean,
        float slope,
        float scale);
  }

  private final Loops loops;

  /// @param loops which compute each row
  public FloatNorm(Loops loops) {
    this.loops = loops;
  }

  /*
   * Mean and variance come from one pass over differences from the row's first element. Its
   * distance from the mean is at most sqrt(width) standard deviations, so that little cancels in
   * the variance, however far from zero the row lies; and a row of equal elements has none at all.
   */
  /// Normalises rows; see [rnn4j.kernel.Kernels#normalize].
  public void normalize(int rows, int width, double eps, Register d, Register x, Register scale) {
    if (width == 0) {
      return;
    }
    float[] source = x.floats();
    double[] sums = SUMS.get();
    for (int r = 0; r < rows; r++) {
      int from = x.offset + r * x.stride;
      double shift = source[from];
      loops.sumPowers(width, source, from, shift, sums);
      double sum = loops.total(sums, 0);
      double distance = sum / width;
      double variance = Math.max(0, loops.total(sums, LANES) - sum * distance) / width;
      float factor = (float) (1 / Math.sqrt(variance + eps));
      scale.floats()[scale.offset + r * scale.stride] = factor;
      int to = d.offset + r * d.stride;
      loops.centre(width, d.floats(), to, source, from, (float) (shift + distance), factor);
    }
  }

  /// Adds the gradient; see [rnn4j.kernel.Kernels#addNormalizeGradient].
  public void addGradient(
      int rows,
      int width,
      Register start,
      Register target,
      Register g,
      Register y,
      Register scale) {
    double[] sums = SUMS.get();
    for (int r = 0; r < rows; r++) {
      int gAt = g.offset + r * g.stride;
      int yAt = y.offset + r * y.stride;
      loops.sumProducts(width, g.floats(), gAt, y.floats(), yAt, sums);
      loops.addShares(
          width,
          start.floats(),
          start.offset + r * start.stride,
          target.floats(),
          target.offset + r * target.stride,
          g.floats(),
          gAt,
          y.floats(),
          yAt,
          (float) (loops.total(sums, 0) / width),
          (float) (loops.total(sums, LANES) / width),
          scale.floats()[scale.offset + r * scale.stride]);
    }
  }
}
