package rnn4j.optim;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rnn4j.kernel.DoubleData;
import rnn4j.kernel.FloatData;
import rnn4j.tensor.Tensor;

/// Stochastic gradient descent with momentum, as `torch.optim.SGD`. For a parameter `p` with
/// gradient `g`, with PyTorch's roundings:
///
/// ```
/// g = g + weightDecay * p
/// b = momentum * b + (1 - dampening) * g        (b = g in the first step)
/// d = b, with Nesterov g + momentum * b         (d = g without momentum)
/// p = p - lr * d
/// ```
public final class Sgd extends Optimizer {
  private static final String BUFFER = "momentum_buffer";

  private final List<SgdConfig> configs;

  /// Creates an optimiser.
  ///
  /// @throws IllegalArgumentException if there are no parameters or one is listed twice
  public Sgd(List<Tensor> parameters, SgdConfig config) {
    this(List.of(new ParameterGroup<>(parameters, config)));
  }

  /// Creates an optimiser of several groups.
  ///
  /// @throws IllegalArgumentException if there are no parameters or one is listed twice
  public Sgd(List<ParameterGroup<SgdConfig>> groups) {
    super(groups);
    configs = groups.stream().map(ParameterGroup::config).toList();
  }

  @Override
  protected Set<String> stateNames(int group) {
    return momentum(group) == 0 ? Set.of() : Set.of(BUFFER);
  }

  @Override
  protected void update(int group, Tensor parameter, Tensor gradient, Map<String, Tensor> state) {
    var step = new Step(configs.get(group), lr(group), momentum(group));
    boolean first = !state.containsKey(BUFFER);
    @Nullable Tensor buffer =
        step.momentum == 0 ? null : state.computeIfAbsent(BUFFER, _ -> gradient.copy());
    switch (parameter.data()) {
      case FloatData p -> {
        float[] g = Elements.floats(gradient);
        if (buffer == null) {
          step.descend(p.array(), g);
        } else {
          step.descend(p.array(), g, Elements.floats(buffer), first);
        }
      }
      case DoubleData p -> {
        double[] g = Elements.doubles(gradient);
        if (buffer == null) {
          step.descend(p.array(), g);
        } else {
          step.descend(p.array(), g, Elements.doubles(buffer), first);
        }
      }
    }
  }

  private record Step(SgdConfig config, double lr, double momentum) {
    void descend(float[] p, float[] g) {
      float rate = (float) -lr;
      float decay = (float) config.weightDecay();
      boolean maximize = config.maximize();
      for (int i = 0; i < p.length; i++) {
        float up = maximize ? -g[i] : g[i];
        float d = decay == 0 ? up : Math.fma(decay, p[i], up);
        p[i] = Math.fma(rate, d, p[i]);
      }
    }

    void descend(float[] p, float[] g, float[] b, boolean first) {
      float rate = (float) -lr;
      float decay = (float) config.weightDecay();
      boolean maximize = config.maximize();
      float momentum = (float) this.momentum;
      float share = (float) (1 - config.dampening());
      boolean nesterov = config.nesterov();
      for (int i = 0; i < p.length; i++) {
        float up = maximize ? -g[i] : g[i];
        float d = decay == 0 ? up : Math.fma(decay, p[i], up);
        float next = first ? d : Math.fma(share, d, momentum * b[i]);
        b[i] = next;
        p[i] = Math.fma(rate, nesterov ? Math.fma(momentum, next, d) : next, p[i]);
      }
    }

    void descend(double[] p, double[] g) {
      double decay = config.weightDecay();
      boolean maximize = config.maximize();
      for (int i = 0; i < p.length; i++) {
        double up = maximize ? -g[i] : g[i];
        double d = decay == 0 ? up : Math.fma(decay, p[i], up);
        p[i] = Math.fma(-lr, d, p[i]);
      }
    }

    void descend(double[] p, double[] g, double[] b, boolean first) {
      double decay = config.weightDecay();
      boolean maximize = config.maximize();
      double share = 1 - config.dampening();
      for (int i = 0; i < p.length; i++) {
        double up = maximize ? -g[i] : g[i];
        double d = decay == 0 ? up : Math.fma(decay, p[i], up);
        double next = first ? d : Math.fma(share, d, momentum * b[i]);
        b[i] = next;
        p[i] = Math.fma(-lr, config.nesterov() ? Math.fma(momentum, next, d) : next, p[i]);
      }
    }
  }
}
