package rnn4j.random;

/// Normal values by the transform of Box and Muller (1958, doi:10.1214/aoms/1177706645), which
/// makes two independent normals `r cos(theta)`, `r sin(theta)` of two uniforms.
///
/// PyTorch has two ways: fewer than 16 values are drawn one by one in double precision, the sine
/// being kept for the next such draw; 16 or more are drawn as uniforms first and transformed in
/// blocks of 16 in their own precision.
final class NormalDistribution {

  private static final int BLOCK = 16;
  private static final int HALF_BLOCK = BLOCK / 2;

  private final MersenneTwister engine;
  private final CpuCapability capability;
  private boolean hasSpare;
  private double spare;

  NormalDistribution(MersenneTwister engine, CpuCapability capability) {
    this.engine = engine;
    this.capability = capability;
  }

  void setSpare(boolean has, double value) {
    hasSpare = has;
    spare = value;
  }

  boolean hasSpare() {
    return hasSpare;
  }

  double spare() {
    return spare;
  }

  void fill(float[] out, double mean, double std) {
    checkStd(std);
    int n = out.length;
    if (n < BLOCK) {
      for (int i = 0; i < n; i++) {
        out[i] = (float) scaled(standard(), std, mean);
      }
      return;
    }
    fillUniform(out, 0);
    for (int start = 0; start <= n - BLOCK; start += BLOCK) {
      transform(out, start, (float) mean, (float) std);
    }
    if (n % BLOCK != 0) { // the last 16 are drawn again, over a part of the block before
      fillUniform(out, n - BLOCK);
      transform(out, n - BLOCK, (float) mean, (float) std);
    }
  }

  void fill(double[] out, double mean, double std) {
    checkStd(std);
    int n = out.length;
    if (n < BLOCK) {
      for (int i = 0; i < n; i++) {
        out[i] = scaled(standard(), std, mean);
      }
      return;
    }
    fillUniform(out, 0);
    for (int start = 0; start <= n - BLOCK; start += BLOCK) {
      transform(out, start, mean, std);
    }
    if (n % BLOCK != 0) {
      fillUniform(out, n - BLOCK);
      transform(out, n - BLOCK, mean, std);
    }
  }

  private double standard() {
    if (hasSpare) {
      hasSpare = false;
      return spare;
    }
    double u1 = engine.uniformDouble();
    double u2 = engine.uniformDouble();
    double radius = Math.sqrt(-2 * StrictMath.log1p(-u2));
    double theta = 2 * Math.PI * u1;
    setSpare(true, radius * StrictMath.sin(theta));
    return radius * StrictMath.cos(theta);
  }

  private double scaled(double value, double std, double mean) {
    return capability == CpuCapability.AVX2 ? Math.fma(value, std, mean) : value * std + mean;
  }

  private void fillUniform(float[] out, int start) {
    for (int i = start; i < out.length; i++) {
      out[i] = engine.uniformFloat();
    }
  }

  private void fillUniform(double[] out, int start) {
    for (int i = start; i < out.length; i++) {
      out[i] = engine.uniformDouble();
    }
  }

  private void transform(float[] data, int start, float mean, float std) {
    for (int j = start; j < start + HALF_BLOCK; j++) {
      float u1 = 1 - data[j]; // in (0, 1], so that the logarithm is finite
      float u2 = data[j + HALF_BLOCK];
      float radius;
      float cos;
      float sin;
      if (capability == CpuCapability.AVX2) {
        float theta = (float) (2 * Math.PI) * u2;
        radius = (float) Math.sqrt(-2 * CephesFloat.log(u1));
        cos = CephesFloat.cos(theta);
        sin = CephesFloat.sin(theta);
      } else {
        float theta = (float) (2 * Math.PI * u2);
        radius = (float) Math.sqrt(-2 * (float) StrictMath.log(u1));
        cos = (float) StrictMath.cos(theta);
        sin = (float) StrictMath.sin(theta);
      }
      data[j] = Math.fma(radius * cos, std, mean);
      data[j + HALF_BLOCK] = Math.fma(radius * sin, std, mean);
    }
  }

  private static void transform(double[] data, int start, double mean, double std) {
    for (int j = start; j < start + HALF_BLOCK; j++) {
      double u1 = 1 - data[j];
      double theta = 2 * Math.PI * data[j + HALF_BLOCK];
      double radius = Math.sqrt(-2 * StrictMath.log(u1));
      data[j] = Math.fma(radius * StrictMath.cos(theta), std, mean);
      data[j + HALF_BLOCK] = Math.fma(radius * StrictMath.sin(theta), std, mean);
    }
  }

  private static void checkStd(double std) {
    if (!(std >= 0)) {
      throw new IllegalArgumentException(
          "TorchRandom.normal: std is %s, expected at least 0".formatted(std));
    }
  }
}
