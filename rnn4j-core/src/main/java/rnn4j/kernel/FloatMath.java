package rnn4j.kernel;

/// Elementary functions in single precision, our own, so that they have the same bits everywhere.
///
/// All are built on `e^x = 2^n * e^r` with `n = round(x / ln 2)` and `|r| <= ln(2) / 2`; `e^r` is a
/// polynomial of degree 6. Every step is one rounding of an IEEE operation, which vector
/// instructions have too. Measured errors stand at each function. NaN gives NaN.
public final class FloatMath {
  /// `1 / ln 2`
  public static final float LOG2_E = 1.442695f;

  /// `ln 2` in two parts. The first has nine bits, so that its product with a small whole number is
  /// exact.
  public static final float LN2_HIGH = 355f / 512;

  public static final float LN2_LOW = -2.1219444e-4f;

  /// `1.5 * 2^23`: adding it rounds to a whole number, which then stands in the low bits.
  public static final float ROUNDER = 12582912f;

  /// Coefficients of `(e^r - 1 - r) / r^2` for `|r| <= ln(2) / 2`, which leave an error of 4.5e-9
  /// in `e^r`; found as a weighted least-squares fit whose weights are raised where it is worst.
  public static final float C2 = 0.5f;

  public static final float C3 = 0.16666518f;
  public static final float C4 = 0.041666206f;
  public static final float C5 = 0.008368918f;
  public static final float C6 = 0.001395054f;

  /// Beyond this the logistic function is 1 in single precision, and `e^-x` is not yet below the
  /// exponents of a float.
  public static final float SIGMOID_ABOVE = 88.3f;

  /// From here on `e^-x` overflows and the logistic function is 0, as PyTorch takes it.
  public static final float SIGMOID_BELOW = -89f;

  /// Beyond this the hyperbolic tangent is 1 in single precision.
  public static final float TANH_BOUND = 9.1f;

  /// Below this `e^x - 1` is -1 in single precision.
  public static final float EXPM1_BOUND = -18f;

  /// Coefficients of `(ln(1 + f) - f + f^2 / 2) / f^3` for `f` in `[sqrt(1/2) - 1, sqrt(2) - 1]`,
  /// after Cephes' `logf` (S. Moshier).
  public static final float L3 = 0.3333333f;

  public static final float L4 = -0.24999994f;
  public static final float L5 = 0.20000714f;
  public static final float L6 = -0.16668057f;
  public static final float L7 = 0.14249323f;
  public static final float L8 = -0.12420141f;
  public static final float L9 = 0.116769984f;
  public static final float L10 = -0.1151461f;
  public static final float L11 = 0.070376836f;

  /// The bits of `sqrt(1/2)`.
  public static final int SQRT_HALF = 0x3f3504f3;

  /// `sqrt(2) - 1`
  public static final float SQRT2_MINUS_1 = 0.41421357f;

  private FloatMath() {}

  /// Returns `1 / (1 + e^-x)`. At most 3 ulp off where `x >= -88.3`; at most 9e-8 absolutely.
  public static float sigmoid(float x) {
    float y = sigmoidBounded(x);
    float m = sigmoidRounded(y);
    return sigmoid(sigmoidRest(y, m), powerOfTwo(m));
  }

  /// Returns `y`: `x`, or the bound beyond which nothing changes.
  public static float sigmoidBounded(float x) {
    return bounded(x, SIGMOID_BELOW, SIGMOID_ABOVE);
  }

  /// Returns `n + ROUNDER`, where `-y = n ln 2 + r`.
  public static float sigmoidRounded(float y) {
    return Math.fma(y, -LOG2_E, ROUNDER);
  }

  /// Returns `e^r`.
  public static float sigmoidRest(float y, float m) {
    float n = m - ROUNDER;
    float r = Math.fma(n, LN2_LOW, Math.fma(n, LN2_HIGH, y));
    float square = r * r;
    return Math.fma(tail(r, square, -C3, -C5), square, 1f - r);
  }

  /// Returns the sigmoid, where `p = e^r` and `s = 2^n`.
  public static float sigmoid(float p, float s) {
    return 1f / Math.fma(p, s, 1f);
  }

  /// Returns the hyperbolic tangent, as `u / (u + 2)` with `u = e^2x - 1`. At most 2.5 ulp off; the
  /// negative zero becomes the positive one.
  public static float tanh(float x) {
    float y = tanhBounded(x);
    float m = tanhRounded(y);
    return tanh(tanhRest(y, m), powerOfTwo(m));
  }

  /// Returns `2x` within bounds.
  public static float tanhBounded(float x) {
    float y = bounded(x, -TANH_BOUND, TANH_BOUND);
    return y + y;
  }

  /// Returns `n + ROUNDER`, where `y = n ln 2 + r`.
  public static float tanhRounded(float y) {
    return Math.fma(y, LOG2_E, ROUNDER);
  }

  /// Returns `e^r - 1`.
  public static float tanhRest(float y, float m) {
    return expm1(reduce(y, m - ROUNDER));
  }

  /// Returns the hyperbolic tangent, where `p = e^r - 1` and `s = 2^n`.
  public static float tanh(float p, float s) {
    float u = Math.fma(p, s, s - 1f);
    return u / (u + 2f);
  }

  /// Returns a number, but at least `low` and at most `high`; NaN stays NaN.
  private static float bounded(float x, float low, float high) {
    return Math.min(Math.max(x, low), high);
  }

  /// Returns `2^n` where `m = n + ROUNDER`, for `-127 <= n <= 128`: zero at the lower end, infinite
  /// at the upper.
  public static float powerOfTwo(float m) {
    return Float.intBitsToFloat((Float.floatToRawIntBits(m) << 23) + 0x3f800000);
  }

  /// Returns `e^x`, infinite above 88.73 and gradually zero below -87.3. At most 1.1 ulp off.
  public static float exp(float x) {
    float y = x < -104f ? -104f : x;
    y = x > 89f ? 89f : y;
    float m = Math.fma(y, LOG2_E, ROUNDER);
    float p = expm1(reduce(y, m - ROUNDER)) + 1f;
    // 2^n in two factors: n reaches beyond the exponents of a float at both ends.
    int n = Float.floatToRawIntBits(m) - Float.floatToRawIntBits(ROUNDER);
    int half = n >> 1;
    return p * powerOfTwo(half) * powerOfTwo(n - half);
  }

  /// Returns `e^x - 1` for `x <= 0`. At most 0.92 ulp off.
  static float expm1OfNegative(float x) {
    float y = x < EXPM1_BOUND ? EXPM1_BOUND : x;
    y = x > 0f ? 0f : y;
    float m = Math.fma(y, LOG2_E, ROUNDER);
    float p = expm1(reduce(y, m - ROUNDER));
    float s = powerOfTwo(m);
    return Math.fma(p, s, s - 1f);
  }

  /// Returns `ln x`: minus infinity at zero, NaN below. At most 0.79 ulp off.
  public static float log(float x) {
    boolean tiny = x < Float.MIN_NORMAL;
    float y = tiny ? x * 0x1p23f : x;
    int bits = Float.floatToRawIntBits(y) - SQRT_HALF;
    float n = (bits >> 23) - (tiny ? 23f : 0f);
    float f = Float.intBitsToFloat((bits & 0x7fffff) + SQRT_HALF) - 1f;
    float value = log1p(f, n);
    value = x == Float.POSITIVE_INFINITY ? x : value;
    value = x == 0f ? Float.NEGATIVE_INFINITY : value;
    return x >= 0f ? value : Float.NaN;
  }

  /// Returns `ln(1 + e^x)`, as `max(x, 0) + ln(1 + e^-|x|)`. At most 1.63 ulp off.
  public static float softplus(float x) {
    float t = exp(-Math.abs(x));
    boolean large = t > SQRT2_MINUS_1;
    // 1 + t, or half of it, so that what is added to 1 is small.
    float f = large ? (t - 1f) * 0.5f : t;
    return (x > 0f ? x : 0f) + log1p(f, large ? 1f : 0f);
  }

  /// Returns `n ln 2 + ln(1 + f)` for `f` in `[sqrt(1/2) - 1, sqrt(2) - 1]`.
  private static float log1p(float f, float n) {
    float p = Math.fma(f, L11, L10);
    p = Math.fma(p, f, L9);
    p = Math.fma(p, f, L8);
    p = Math.fma(p, f, L7);
    p = Math.fma(p, f, L6);
    p = Math.fma(p, f, L5);
    p = Math.fma(p, f, L4);
    p = Math.fma(p, f, L3);
    float square = f * f;
    p = Math.fma(p * f, square, n * LN2_LOW);
    p = Math.fma(square, -0.5f, p);
    return Math.fma(n, LN2_HIGH, f + p);
  }

  private static float powerOfTwo(int n) {
    return Float.intBitsToFloat((n + 127) << 23);
  }

  private static float reduce(float y, float n) {
    return Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, y));
  }

  /// Returns `e^r - 1` for `|r| <= ln(2) / 2`.
  private static float expm1(float r) {
    float square = r * r;
    return Math.fma(tail(r, square, C3, C5), square, r);
  }

  /// Returns `(e^r - 1 - r) / r^2`, or with the odd coefficients negated the same of `-r`. Even and
  /// odd powers are summed apart: each operation then waits for fewer others.
  private static float tail(float r, float square, float c3, float c5) {
    float low = Math.fma(r, c3, C2);
    float high = Math.fma(square, C6, Math.fma(r, c5, C4));
    return Math.fma(high, square, low);
  }
}
