package rnn4j.optim;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import rnn4j.kernel.DoubleData;
import rnn4j.kernel.FloatData;
import rnn4j.tensor.Tensor;

/// Steps divided by the root of a running mean of squared gradients (Hinton 2012, lecture 6e), as
/// `torch.optim.RMSprop`. For a parameter `p` with gradient `g`, with PyTorch's roundings:
///
/// ```
/// g = g + weightDecay * p
/// v = alpha * v + (1 - alpha) * g^2
/// a = a + (1 - alpha) * (g - a)               (centered)
/// d = sqrt(v) + eps                           (centered: sqrt(v - a^2) + eps)
/// b = momentum * b + g / d                    (b = g / d without momentum)
/// p = p - lr * b
/// ```
public final class RmsProp extends Optimizer {
  private static final String SQUARE = "square_avg";
  private static final String MEAN = "grad_avg";
  private static final String BUFFER = "momentum_buffer";

  private final List<RmsPropConfig> configs;

  /// Creates an optimiser.
  ///
  /// @throws IllegalArgumentException if there are no parameters or one is listed twice
  public RmsProp(List<Tensor> parameters, RmsPropConfig config) {
    this(List.of(new ParameterGroup<>(parameters, config)));
  }

  /// Creates an optimiser of several groups.
  ///
  /// @throws IllegalArgumentException if there are no parameters or one is listed twice
  public RmsProp(List<ParameterGroup<RmsPropConfig>> groups) {
    super(groups);
    configs = groups.stream().map(ParameterGroup::config).toList();
  }

  @Override
  protected Set<String> stateNames(int group) {
    var names = new TreeSet<>(Set.of(STEP, SQUARE));
    if (configs.get(group).centered()) {
      names.add(MEAN);
    }
    if (momentum(group) > 0) {
      names.add(BUFFER);
    }
    return names;
  }

  @Override
  protected void update(int group, Tensor parameter, Tensor gradient, Map<String, Tensor> state) {
    RmsPropConfig config = configs.get(group);
    count(state, parameter);
    Tensor square = zeros(state, SQUARE, parameter);
    @Nullable Tensor mean = config.centered() ? zeros(state, MEAN, parameter) : null;
    @Nullable Tensor buffer = momentum(group) > 0 ? zeros(state, BUFFER, parameter) : null;
    var step = new Step(config, lr(group), momentum(group));
    switch (parameter.data()) {
      case FloatData p ->
          step.descend(
              p.array(),
              Elements.floats(gradient),
              Elements.floats(square),
              mean == null ? null : Elements.floats(mean),
              buffer == null ? null : Elements.floats(buffer));
      case DoubleData p ->
          step.descend(
              p.array(),
              Elements.doubles(gradient),
              Elements.doubles(square),
              mean == null ? null : Elements.doubles(mean),
              buffer == null ? null : Elements.doubles(buffer));
    }
  }

  private record Step(RmsPropConfig config, double lr, double momentum) {

    void descend(float[] p, float[] g, float[] v, float @Nullable [] a, float @Nullable [] b) {
      boolean maximize = config.maximize();
      float rate = (float) -lr;
      float decay = (float) config.weightDecay();
      float alpha = (float) config.alpha();
      float weight = (float) (1 - config.alpha());
      float eps = (float) config.eps();
      float kept = (float) momentum;
      for (int i = 0; i < p.length; i++) {
        float up = maximize ? -g[i] : g[i];
        float grad = decay == 0 ? up : Math.fma(decay, p[i], up);
        float square = Math.fma(weight * grad, grad, alpha * v[i]);
        v[i] = square;
        if (a != null) {
          float base = weight < 0.5f ? a[i] : grad;
          a[i] = Math.fma(weight < 0.5f ? weight : weight - 1, grad - a[i], base);
          square = Math.fma(-a[i], a[i], square);
        }
        float divisor = (float) Math.sqrt(square) + eps;
        if (b != null) {
          b[i] = kept * b[i] + grad / divisor;
          p[i] = Math.fma(rate, b[i], p[i]);
        } else {
          p[i] += rate * grad / divisor;
        }
      }
    }

    void descend(double[] p, double[] g, double[] v, double @Nullable [] a, double @Nullable [] b) {
      boolean maximize = config.maximize();
      double decay = config.weightDecay();
      double alpha = config.alpha();
      double weight = 1 - alpha;
      double eps = config.eps();
      for (int i = 0; i < p.length; i++) {
        double up = maximize ? -g[i] : g[i];
        double grad = decay == 0 ? up : Math.fma(decay, p[i], up);
        double square = Math.fma(weight * grad, grad, alpha * v[i]);
        v[i] = square;
        if (a != null) {
          double base = weight < 0.5 ? a[i] : grad;
          a[i] = Math.fma(weight < 0.5 ? weight : weight - 1, grad - a[i], base);
          square = Math.fma(-a[i], a[i], square);
        }
        double divisor = Math.sqrt(square) + eps;
        if (b != null) {
          b[i] = momentum * b[i] + grad / divisor;
          p[i] = Math.fma(-lr, b[i], p[i]);
        } else {
          p[i] += -lr * grad / divisor;
        }
      }
    }
  }
}
