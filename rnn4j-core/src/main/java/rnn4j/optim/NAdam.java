package rnn4j.optim;

import java.util.List;
import java.util.Map;
import java.util.Set;
import rnn4j.kernel.DoubleData;
import rnn4j.kernel.FloatData;
import rnn4j.tensor.DType;
import rnn4j.tensor.Tensor;

/// [Adam] with Nesterov's momentum (Dozat 2016), as `torch.optim.NAdam`. For a parameter `p` with
/// gradient `g`, in step `t` counted from 1, with PyTorch's roundings:
///
/// ```
/// g    = g + weightDecay * p                    (decoupled: p = p * (1 - lr * weightDecay))
/// mu_t = beta1 * (1 - 0.96^(t * momentumDecay) / 2)
/// m    = m + (1 - beta1) * (g - m)
/// v    = beta2 * v + (1 - beta2) * g^2
/// d    = sqrt(v / (1 - beta2^t)) + eps
/// p    = p - lr * (1 - mu_t) / (1 - mu_1 ... mu_t) * g / d
/// p    = p - lr * mu_{t+1} / (1 - mu_1 ... mu_{t+1}) * m / d
/// ```
public final class NAdam extends Optimizer {
  private static final String MEAN = "exp_avg";
  private static final String SQUARE = "exp_avg_sq";

  private final List<NAdamConfig> configs;

  /// Creates an optimiser.
  ///
  /// @throws IllegalArgumentException if there are no parameters or one is listed twice
  public NAdam(List<Tensor> parameters, NAdamConfig config) {
    this(List.of(new ParameterGroup<>(parameters, config)));
  }

  /// Creates an optimiser of several groups.
  ///
  /// @throws IllegalArgumentException if there are no parameters or one is listed twice
  public NAdam(List<ParameterGroup<NAdamConfig>> groups) {
    super(groups);
    configs = groups.stream().map(ParameterGroup::config).toList();
  }

  @Override
  protected Set<String> stateNames(int group) {
    return Set.of(STEP, MU_PRODUCT, MEAN, SQUARE);
  }

  @Override
  protected void update(int group, Tensor parameter, Tensor gradient, Map<String, Tensor> state) {
    NAdamConfig config = configs.get(group);
    Tensor mean = zeros(state, MEAN, parameter);
    Tensor square = zeros(state, SQUARE, parameter);
    double t = count(state, parameter);
    double beta1 = momentum(group);
    double mu = mu(beta1, t, config);
    double nextMu = mu(beta1, t + 1, config);
    // Of single precision in PyTorch, whatever the type of the parameter.
    Tensor product =
        state.computeIfAbsent(MU_PRODUCT, _ -> Tensor.full(DType.FLOAT32, 1, new int[0]));
    double soFar = (float) product.item() * (float) mu;
    product.data().set(0, soFar);
    double lr = lr(group);
    var step =
        new Step(
            config,
            beta1,
            1 - StrictMath.pow(config.beta2(), t),
            config.decoupledWeightDecay() ? 1 - lr * config.weightDecay() : 1,
            -lr * (1 - mu) / (1 - soFar),
            -lr * nextMu / (1 - soFar * nextMu));
    switch (parameter.data()) {
      case FloatData p ->
          step.descend(
              p.array(), Elements.floats(gradient), Elements.floats(mean), Elements.floats(square));
      case DoubleData p ->
          step.descend(
              p.array(),
              Elements.doubles(gradient),
              Elements.doubles(mean),
              Elements.doubles(square));
    }
  }

  private static double mu(double beta1, double t, NAdamConfig config) {
    return beta1 * (1 - 0.5 * StrictMath.pow(0.96, t * config.momentumDecay()));
  }

  private record Step(
      NAdamConfig config,
      double beta1,
      double correction,
      double kept,
      double gradientRate,
      double meanRate) {

    void descend(float[] p, float[] g, float[] m, float[] v) {
      boolean maximize = config.maximize();
      float keptShare = (float) kept;
      float decay = config.decoupledWeightDecay() ? 0 : (float) config.weightDecay();
      float weight1 = (float) (1 - beta1);
      float weight2 = (float) (1 - config.beta2());
      float beta2 = (float) config.beta2();
      float scale = (float) correction;
      float eps = (float) config.eps();
      float rate1 = (float) gradientRate;
      float rate2 = (float) meanRate;
      for (int i = 0; i < p.length; i++) {
        float up = maximize ? -g[i] : g[i];
        float before = keptShare == 1 ? p[i] : p[i] * keptShare;
        float grad = decay == 0 ? up : Math.fma(decay, before, up);
        float base = weight1 < 0.5f ? m[i] : grad;
        m[i] = Math.fma(weight1 < 0.5f ? weight1 : weight1 - 1, grad - m[i], base);
        v[i] = Math.fma(weight2 * grad, grad, beta2 * v[i]);
        float divisor = (float) Math.sqrt(v[i] / scale) + eps;
        float moved = before + rate1 * grad / divisor;
        p[i] = moved + rate2 * m[i] / divisor;
      }
    }

    void descend(double[] p, double[] g, double[] m, double[] v) {
      boolean maximize = config.maximize();
      double decay = config.decoupledWeightDecay() ? 0 : config.weightDecay();
      double weight1 = 1 - beta1;
      double weight2 = 1 - config.beta2();
      double beta2 = config.beta2();
      double eps = config.eps();
      for (int i = 0; i < p.length; i++) {
        double up = maximize ? -g[i] : g[i];
        double before = kept == 1 ? p[i] : p[i] * kept;
        double grad = decay == 0 ? up : Math.fma(decay, before, up);
        double base = weight1 < 0.5 ? m[i] : grad;
        m[i] = Math.fma(weight1 < 0.5 ? weight1 : weight1 - 1, grad - m[i], base);
        v[i] = Math.fma(weight2 * grad, grad, beta2 * v[i]);
        double divisor = Math.sqrt(v[i] / correction) + eps;
        double moved = before + gradientRate * grad / divisor;
        p[i] = moved + meanRate * m[i] / divisor;
      }
    }
  }
}
