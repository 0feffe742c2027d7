package rnn4j.kernel.plain;

import static rnn4j.kernel.plain.FloatNorm.LANES;

import java.util.Arrays;

/// The loops of [FloatNorm] in plain Java.
public final class PlainNorm implements FloatNorm.Loops {
  /// Normalisation with these loops.
  public static final FloatNorm INSTANCE = new FloatNorm(new PlainNorm());

  private PlainNorm() {}

  @Override
  public void sumPowers(int width, float[] x, int xAt, double shift, double[] sums) {
    Arrays.fill(sums, 0);
    addPowers(0, width, x, xAt, shift, sums);
  }

  /// Adds elements `[from, width)`, where `from` is a multiple of the lanes.
  public static void addPowers(
      int from, int width, float[] x, int xAt, double shift, double[] sums) {
    for (int j = from; j < width; j++) {
      double t = x[xAt + j] - shift;
      int lane = j % LANES;
      sums[lane] += t;
      sums[LANES + lane] = Math.fma(t, t, sums[LANES + lane]);
    }
  }

  /// Written out, as a loop over the array waits for each sum to be stored.
  @Override
  public double total(double[] sums, int at) {
    double sum0 = sums[at] + sums[at + 8];
    double sum1 = sums[at + 1] + sums[at + 9];
    double sum2 = sums[at + 2] + sums[at + 10];
    double sum3 = sums[at + 3] + sums[at + 11];
    double sum4 = sums[at + 4] + sums[at + 12];
    double sum5 = sums[at + 5] + sums[at + 13];
    double sum6 = sums[at + 6] + sums[at + 14];
    double sum7 = sums[at + 7] + sums[at + 15];
    return ((sum0 + sum4) + (sum2 + sum6)) + ((sum1 + sum5) + (sum3 + sum7));
  }

  @Override
  public void centre(int width, float[] d, int dAt, float[] x, int xAt, float mean, float scale) {
    for (int j = 0; j < width; j++) {
      d[dAt + j] = (x[xAt + j] - mean) * scale;
    }
  }

  @Override
  public void sumProducts(int width, float[] g, int gAt, float[] y, int yAt, double[] sums) {
    Arrays.fill(sums, 0);
    addProducts(0, width, g, gAt, y, yAt, sums);
  }

  /// Adds elements `[from, width)`, where `from` is a multiple of the lanes.
  public static void addProducts(
      int from, int width, float[] g, int gAt, float[] y, int yAt, double[] sums) {
    for (int j = from; j < width; j++) {
      double t = g[gAt + j];
      int lane = j % LANES;
      sums[lane] += t;
      sums[LANES + lane] = Math.fma(t, (double) y[yAt + j], sums[LANES + lane]);
    }
  }

  @Override
  public void addShares(
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
      float scale) {
    for (int j = 0; j < width; j++) {
      float share = Math.fma(-y[yAt + j], slope, g[gAt + j] - mean);
      target[at + j] = Math.fma(scale, share, start[from + j]);
    }
  }
}
