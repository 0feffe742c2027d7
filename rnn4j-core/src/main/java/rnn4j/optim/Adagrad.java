package rnn4j.optim;

import java.util.List;
import java.util.Map;
import java.util.Set;
import rnn4j.kernel.DoubleData;
import rnn4j.kernel.FloatData;
import rnn4j.tensor.Tensor;

/// Steps divided by the root of the sum of all squared gradients (Duchi, Hazan and Singer 2011), as
/// `torch.optim.Adagrad`. For a parameter `p` with gradient `g`, in step `t` counted from 1, with
/// PyTorch's roundings:
///
/// ```
/// g = g + weightDecay * p
/// s = s + g^2                                 (s = initialAccumulatorValue at first)
/// p = p - lr / (1 + (t - 1) * lrDecay) * g / (sqrt(s) + eps)
/// ```
public final class Adagrad extends Optimizer {
  private static final String SUM = "sum";

  private final List<AdagradConfig> configs;

  /// Creates an optimiser.
  ///
  /// @throws IllegalArgumentException if there are no parameters or one is listed twice
  public Adagrad(List<Tensor> parameters, AdagradConfig config) {
    this(List.of(new ParameterGroup<>(parameters, config)));
  }

  /// Creates an optimiser of several groups.
  ///
  /// @throws IllegalArgumentException if there are no parameters or one is listed twice
  public Adagrad(List<ParameterGroup<AdagradConfig>> groups) {
    super(groups);
    configs = groups.stream().map(ParameterGroup::config).toList();
  }

  @Override
  protected Set<String> stateNames(int group) {
    return Set.of(STEP, SUM);
  }

  @Override
  protected void update(int group, Tensor parameter, Tensor gradient, Map<String, Tensor> state) {
    AdagradConfig config = configs.get(group);
    Tensor sum =
        state.computeIfAbsent(
            SUM,
            _ ->
                Tensor.full(
                    parameter.dtype(),
                    config.initialAccumulatorValue(),
                    parameter.shape().toArray()));
    double t = count(state, parameter);
    double rate = -(lr(group) / (1 + (t - 1) * config.lrDecay()));
    switch (parameter.data()) {
      case FloatData p ->
          descend(config, (float) rate, p.array(), Elements.floats(gradient), Elements.floats(sum));
      case DoubleData p ->
          descend(config, rate, p.array(), Elements.doubles(gradient), Elements.doubles(sum));
    }
  }

  private static void descend(AdagradConfig config, float rate, float[] p, float[] g, float[] s) {
    boolean maximize = config.maximize();
    float decay = (float) config.weightDecay();
    float eps = (float) config.eps();
    for (int i = 0; i < p.length; i++) {
      float up = maximize ? -g[i] : g[i];
      float grad = decay == 0 ? up : Math.fma(decay, p[i], up);
      s[i] = Math.fma(grad, grad, s[i]);
      p[i] += rate * grad / ((float) Math.sqrt(s[i]) + eps);
    }
  }

  private static void descend(
      AdagradConfig config, double rate, double[] p, double[] g, double[] s) {
    boolean maximize = config.maximize();
    double decay = config.weightDecay();
    double eps = config.eps();
    for (int i = 0; i < p.length; i++) {
      double up = maximize ? -g[i] : g[i];
      double grad = decay == 0 ? up : Math.fma(decay, p[i], up);
      s[i] = Math.fma(grad, grad, s[i]);
      p[i] += rate * grad / (Math.sqrt(s[i]) + eps);
    }
  }
}
