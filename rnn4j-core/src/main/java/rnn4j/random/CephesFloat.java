package rnn4j.random;

/// Single-precision logarithm, sine and cosine as PyTorch's AVX2 code computes them: the minimax
/// polynomials of the Cephes library (Moshier 1992), each product that feeds a sum fused with it.
///
/// Arguments are those of the Box-Muller transform, `(0, 1]` for the logarithm and `[0, 2 pi]` for
/// the angle; nothing else is treated.
@SuppressWarnings("FloatingPointLiteralPrecision") // the digits are those published
final class CephesFloat {

  private static final float SQRT_HALF = 0.70710678f;
  private static final float FOUR_OVER_PI = 1.2732395f;

  /// `ln 2` and `pi / 4` in parts short enough for their product with a small integer to be exact.
  private static final float LN2_HIGH = 0.693359375f;

  private static final float LN2_LOW = -2.12194440e-4f;
  private static final float PI4_HIGH = 0.78515625f;
  private static final float PI4_MIDDLE = 2.4187564849853515625e-4f;
  private static final float PI4_LOW = 3.77489497744594108e-8f;

  private static final float[] LOG = {
    7.0376836292e-2f,
    -1.1514610310e-1f,
    1.1676998740e-1f,
    -1.2420140846e-1f,
    1.4249322787e-1f,
    -1.6668057665e-1f,
    2.0000714765e-1f,
    -2.4999993993e-1f,
    3.3333331174e-1f
  };
  private static final float[] SIN = {-1.9515295891e-4f, 8.3321608736e-3f, -1.6666654611e-1f};
  private static final float[] COS = {
    2.443315711809948e-5f, -1.388731625493765e-3f, 4.166664568298827e-2f
  };

  private CephesFloat() {}

  /// Returns `ln x`: with `x = 2^e (1 + f)` and `1 + f` in `[sqrt(1/2), sqrt(2))`, it is `f - f^2 /
  /// 2 + f^3 P(f) + e ln 2`.
  static float log(float x) {
    int bits = Float.floatToRawIntBits(x);
    float mantissa = Float.intBitsToFloat((bits & 0x007fffff) | 0x3f000000); // in [0.5, 1)
    float e = (bits >> 23) - 126;
    float f;
    if (mantissa < SQRT_HALF) {
      e -= 1;
      f = mantissa - 1 + mantissa;
    } else {
      f = mantissa - 1;
    }
    float square = f * f;
    float y = Math.fma(polynomial(LOG, f) * f, square, e * LN2_LOW);
    y = Math.fma(-0.5f, square, y);
    return Math.fma(e, LN2_HIGH, f + y);
  }

  /// Returns `sin x`: with `k` the even multiple of `pi / 4` nearest to `x`, it is the sine or
  /// cosine of the difference, which lies in `[-pi/4, pi/4]`, with the sign of the half turn.
  static float sin(float x) {
    int octant = nearestEvenOctant(x);
    float reduced = reduce(x, octant);
    float y = (octant & 2) == 0 ? sinNearZero(reduced) : cosNearZero(reduced);
    return (octant & 4) == 0 ? y : -y;
  }

  /// Returns `cos x`; see [#sin(float)].
  static float cos(float x) {
    int octant = nearestEvenOctant(x);
    float reduced = reduce(x, octant);
    float y = (octant & 2) == 0 ? cosNearZero(reduced) : sinNearZero(reduced);
    return ((octant - 2) & 4) != 0 ? y : -y;
  }

  private static int nearestEvenOctant(float x) {
    return ((int) (x * FOUR_OVER_PI) + 1) & ~1;
  }

  private static float reduce(float x, int octant) {
    float y = Math.fma(octant, -PI4_HIGH, x);
    y = Math.fma(octant, -PI4_MIDDLE, y);
    return Math.fma(octant, -PI4_LOW, y);
  }

  private static float sinNearZero(float x) {
    float square = x * x;
    return Math.fma(polynomial(SIN, square) * square, x, x);
  }

  private static float cosNearZero(float x) {
    float square = x * x;
    float y = polynomial(COS, square) * square;
    return Math.fma(y, square, -0.5f * square) + 1;
  }

  /// Horner's rule, highest power first.
  private static float polynomial(float[] coefficients, float x) {
    float y = coefficients[0];
    for (int i = 1; i < coefficients.length; i++) {
      y = Math.fma(y, x, coefficients[i]);
    }
    return y;
  }
}
