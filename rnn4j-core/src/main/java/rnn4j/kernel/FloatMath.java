package rnn4j.kernel;

/// Elementary functions in single precision, our own, so that they have the same bits everywhere.
///
/// All are built on `e^x = 2^n * e^r` with `n = round(x / ln 2)` and `|r| <= ln(2) / 2`; `e^r` is a
/// polynomial of degree 7. Every step is one rounding of an IEEE operation, which vector
/// instructions have too. Measured errors stand at each function. NaN gives NaN.
public final class FloatMath {
  static final float LOG2_E = 1.442695f;

  /// `ln 2` in two parts. The first has nine bits, so that its product with a small whole number is
  /// exact.
  static final float LN2_HIGH = 355f / 512;

  static final float LN2_LOW = -2.1219444e-4f;

  /// `1.5 * 2^23`: adding it rounds to a whole number, which then stands in the low bits.
  static final float ROUNDER = 12582912f;

  /// Coefficients of `(e^r - 1 - r) / r^2`, after Cephes' `expf` (S. Moshier).
  static final float C2 = 0.5f;

  static final float C3 = 0.16666666f;
  static final float C4 = 0.041665796f;
  static final float C5 = 0.008333452f;
  static final float C6 = 0.0013981999f;
  static final float C7 = 0.00019875691f;

  /// Beyond this the logistic function is 1; on the other side `e^-x` is about to overflow, and it
  /// is taken for 0, as PyTorch takes it.
  static final float SIGMOID_BOUND = 88.3f;

  /// Beyond this the hyperbolic tangent is 1 in single precision.
  static final float TANH_BOUND = 9.1f;

  private FloatMath() {}

  /// Returns `1 / (1 + e^-x)`. At most 2.5 ulp off where `x >= -88.3`; at most 9e-8 absolutely.
  public static float sigmoid(float x) {
    float y = x < -SIGMOID_BOUND ? -SIGMOID_BOUND : x;
    y = y > SIGMOID_BOUND ? SIGMOID_BOUND : y;
    float m = Math.fma(y, -LOG2_E, ROUNDER);
    float r = reduce(-y, m - ROUNDER);
    float p = expm1(r) + 1f;
    float s = Float.intBitsToFloat((Float.floatToRawIntBits(m) << 23) + 0x3f800000);
    return x < -SIGMOID_BOUND ? 0f : 1f / Math.fma(p, s, 1f);
  }

  /// Returns the hyperbolic tangent, as `u / (u + 2)` with `u = e^2x - 1`. At most 2.5 ulp off; the
  /// negative zero becomes the positive one.
  public static float tanh(float x) {
    float y = x < -TANH_BOUND ? -TANH_BOUND : x;
    y = y > TANH_BOUND ? TANH_BOUND : y;
    y = y + y;
    float m = Math.fma(y, LOG2_E, ROUNDER);
    float p = expm1(reduce(y, m - ROUNDER));
    float s = Float.intBitsToFloat((Float.floatToRawIntBits(m) << 23) + 0x3f800000);
    float u = Math.fma(p, s, s - 1f);
    return u / (u + 2f);
  }

  /// Returns `e^x`, infinite above 88.73 and gradually zero below -87.3. At most 1 ulp off.
  public static float exp(float x) {
    float y = x < -104f ? -104f : x;
    y = y > 89f ? 89f : y;
    float m = Math.fma(y, LOG2_E, ROUNDER);
    float p = expm1(reduce(y, m - ROUNDER)) + 1f;
    // 2^n in two factors: n reaches beyond the exponents of a float at both ends.
    int n = Float.floatToRawIntBits(m) - Float.floatToRawIntBits(ROUNDER);
    int half = n >> 1;
    return p * powerOfTwo(half) * powerOfTwo(n - half);
  }

  private static float powerOfTwo(int n) {
    return Float.intBitsToFloat((n + 127) << 23);
  }

  private static float reduce(float y, float n) {
    return Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, y));
  }

  /// Returns `e^r - 1` for `|r| <= ln(2) / 2`.
  private static float expm1(float r) {
    float p = Math.fma(r, C7, C6);
    p = Math.fma(p, r, C5);
    p = Math.fma(p, r, C4);
    p = Math.fma(p, r, C3);
    p = Math.fma(p, r, C2);
    return Math.fma(p, r * r, r);
  }
}
