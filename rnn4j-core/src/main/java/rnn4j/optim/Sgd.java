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

  private final SgdConfig config;

  /// Creates an optimiser.
  ///
  /// @throws IllegalArgumentException if there are no parameters or one is listed twice
  public Sgd(List<Tensor> parameters, SgdConfig config) {
    super(parameters, config.lr());
    this.config = config;
  }

  /// Returns the options this optimiser was made with.
  public SgdConfig config() {
    return config;
  }

  @Override
  protected Set<String> stateNames() {
    return config.momentum() == 0 ? Set.of() : Set.of(BUFFER);
  }

  @Override
  protected void update(Tensor parameter, Tensor gradient, Map<String, Tensor> state) {
    boolean first = !state.containsKey(BUFFER);
    @Nullable Tensor buffer =
        config.momentum() == 0 ? null : state.computeIfAbsent(BUFFER, _ -> gradient.copy());
    switch (parameter.data()) {
      case FloatData p -> {
        float[] g = ((FloatData) gradient.data()).array();
        if (buffer == null) {
          descend(p.array(), g);
        } else {
          descend(p.array(), g, ((FloatData) buffer.data()).array(), first);
        }
      }
      case DoubleData p -> {
        double[] g = ((DoubleData) gradient.data()).array();
        if (buffer == null) {
          descend(p.array(), g);
        } else {
          descend(p.array(), g, ((DoubleData) buffer.data()).array(), first);
        }
      }
    }
  }

  private void descend(float[] p, float[] g) {
    float rate = (float) -lr();
    float decay = (float) config.weightDecay();
    boolean maximize = config.maximize();
    for (int i = 0; i < p.length; i++) {
      float up = maximize ? -g[i] : g[i];
      float d = decay == 0 ? up : Math.fma(decay, p[i], up);
      p[i] = Math.fma(rate, d, p[i]);
    }
  }

  private void descend(float[] p, float[] g, float[] b, boolean first) {
    float rate = (float) -lr();
    float decay = (float) config.weightDecay();
    boolean maximize = config.maximize();
    float momentum = (float) config.momentum();
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

  private void descend(double[] p, double[] g) {
    double decay = config.weightDecay();
    boolean maximize = config.maximize();
    for (int i = 0; i < p.length; i++) {
      double up = maximize ? -g[i] : g[i];
      double d = decay == 0 ? up : Math.fma(decay, p[i], up);
      p[i] = Math.fma(-lr(), d, p[i]);
    }
  }

  private void descend(double[] p, double[] g, double[] b, boolean first) {
    double decay = config.weightDecay();
    boolean maximize = config.maximize();
    double momentum = config.momentum();
    double share = 1 - config.dampening();
    for (int i = 0; i < p.length; i++) {
      double up = maximize ? -g[i] : g[i];
      double d = decay == 0 ? up : Math.fma(decay, p[i], up);
      double next = first ? d : Math.fma(share, d, momentum * b[i]);
      b[i] = next;
      p[i] = Math.fma(-lr(), config.nesterov() ? Math.fma(momentum, next, d) : next, p[i]);
    }
  }
}
