package rnn4j.optim;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import rnn4j.kernel.DoubleData;
import rnn4j.kernel.FloatData;
import rnn4j.tensor.Tensor;

/// The equations that [Adam] and [AdamW] share, in one pass over the elements of a parameter.
///
/// @param config the options; their learning rate does not count
/// @param lr learning rate
/// @param kept factor of the parameter before the step
record AdamStep(AdamConfig config, double lr, double kept) {
  private static final String MEAN = "exp_avg";
  private static final String SQUARE = "exp_avg_sq";
  private static final String LARGEST = "max_exp_avg_sq";

  static Set<String> stateNames(boolean amsgrad) {
    var names = new TreeSet<>(Set.of(Optimizer.STEP, MEAN, SQUARE));
    if (amsgrad) {
      names.add(LARGEST);
    }
    return names;
  }

  void apply(Tensor parameter, Tensor gradient, Map<String, Tensor> state) {
    Tensor mean = Optimizer.zeros(state, MEAN, parameter);
    Tensor square = Optimizer.zeros(state, SQUARE, parameter);
    Tensor largest = config.amsgrad() ? Optimizer.zeros(state, LARGEST, parameter) : square;
    double t = Optimizer.count(state, parameter);
    double rate = -(lr / (1 - StrictMath.pow(config.beta1(), t)));
    double scale = Math.sqrt(1 - StrictMath.pow(config.beta2(), t));
    switch (parameter.data()) {
      case FloatData p ->
          descend(
              (float) rate,
              (float) scale,
              p.array(),
              Elements.floats(gradient),
              Elements.floats(mean),
              Elements.floats(square),
              Elements.floats(largest));
      case DoubleData p ->
          descend(
              rate,
              scale,
              p.array(),
              Elements.doubles(gradient),
              Elements.doubles(mean),
              Elements.doubles(square),
              Elements.doubles(largest));
    }
  }

  private void descend(
      float rate, float scale, float[] p, float[] g, float[] m, float[] v, float[] largest) {
    float keptShare = (float) kept;
    float decay = (float) config.weightDecay();
    float weight1 = (float) (1 - config.beta1());
    float weight2 = (float) (1 - config.beta2());
    float beta2 = (float) config.beta2();
    float eps = (float) config.eps();
    boolean amsgrad = config.amsgrad();
    boolean maximize = config.maximize();
    for (int i = 0; i < p.length; i++) {
      float up = maximize ? -g[i] : g[i];
      float grad = decay == 0 ? up : Math.fma(decay, p[i], up);
      // PyTorch's lerp: from the nearer end.
      float base = weight1 < 0.5f ? m[i] : grad;
      float mean = Math.fma(weight1 < 0.5f ? weight1 : weight1 - 1, grad - m[i], base);
      float square = Math.fma(weight2 * grad, grad, beta2 * v[i]);
      m[i] = mean;
      v[i] = square;
      if (amsgrad) {
        square = Math.max(largest[i], square);
        largest[i] = square;
      }
      float divisor = (float) Math.sqrt(square) / scale + eps;
      p[i] = keptShare * p[i] + rate * mean / divisor;
    }
  }

  private void descend(
      double rate, double scale, double[] p, double[] g, double[] m, double[] v, double[] largest) {
    double decay = config.weightDecay();
    double weight1 = 1 - config.beta1();
    double weight2 = 1 - config.beta2();
    double beta2 = config.beta2();
    double eps = config.eps();
    boolean amsgrad = config.amsgrad();
    boolean maximize = config.maximize();
    for (int i = 0; i < p.length; i++) {
      double up = maximize ? -g[i] : g[i];
      double grad = decay == 0 ? up : Math.fma(decay, p[i], up);
      double base = weight1 < 0.5 ? m[i] : grad;
      double mean = Math.fma(weight1 < 0.5 ? weight1 : weight1 - 1, grad - m[i], base);
      double square = Math.fma(weight2 * grad, grad, beta2 * v[i]);
      m[i] = mean;
      v[i] = square;
      if (amsgrad) {
        square = Math.max(largest[i], square);
        largest[i] = square;
      }
      double divisor = Math.sqrt(square) / scale + eps;
      p[i] = kept * p[i] + rate * mean / divisor;
    }
  }
}
