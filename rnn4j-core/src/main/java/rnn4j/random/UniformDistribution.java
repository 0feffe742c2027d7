package rnn4j.random;

/// Uniform values of `[from, to)`: `x * (to - from) + from` with `x` uniform in `[0, 1)`, in the
/// precision of the result. Rounding may reach `to`, which is mapped to `from`.
final class UniformDistribution {

  private UniformDistribution() {}

  static void fill(
      float[] out, double from, double to, MersenneTwister engine, CpuCapability capability) {
    float low = (float) from;
    float high = (float) to;
    checkRange(from, to, Float.isFinite(high - low));
    float range = high - low;
    for (int i = 0; i < out.length; i++) {
      float x = engine.uniformFloat();
      float value = capability == CpuCapability.AVX2 ? Math.fma(x, range, low) : x * range + low;
      out[i] = value == high ? low : value;
    }
  }

  static void fill(
      double[] out, double from, double to, MersenneTwister engine, CpuCapability capability) {
    checkRange(from, to, Double.isFinite(to - from));
    double range = to - from;
    for (int i = 0; i < out.length; i++) {
      double x = engine.uniformDouble();
      double value = capability == CpuCapability.AVX2 ? Math.fma(x, range, from) : x * range + from;
      out[i] = value == to ? from : value;
    }
  }

  private static void checkRange(double from, double to, boolean finite) {
    if (!(from <= to) || !finite) {
      throw new IllegalArgumentException(
          "TorchRandom.uniform: from is %s and to is %s, expected from <= to and a finite difference"
              .formatted(from, to));
    }
  }
}
