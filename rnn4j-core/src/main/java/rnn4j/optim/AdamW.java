package rnn4j.optim;

import java.util.List;
import java.util.Map;
import java.util.Set;
import rnn4j.tensor.Tensor;

/// [Adam] with a weight decay of its own (Loshchilov and Hutter 2017, arXiv 1711.05101), as
/// `torch.optim.AdamW`. Before Adam's step, which knows no weight decay then:
///
/// ```
/// p = p * (1 - lr * weightDecay)
/// ```
public final class AdamW extends Optimizer {
  private final AdamWConfig config;

  /// Creates an optimiser.
  ///
  /// @throws IllegalArgumentException if there are no parameters or one is listed twice
  public AdamW(List<Tensor> parameters, AdamWConfig config) {
    super(parameters, config.lr());
    this.config = config;
  }

  /// Returns the options this optimiser was made with.
  public AdamWConfig config() {
    return config;
  }

  @Override
  protected Set<String> stateNames() {
    return AdamStep.stateNames(config.amsgrad());
  }

  @Override
  protected void update(Tensor parameter, Tensor gradient, Map<String, Tensor> state) {
    double kept = 1 - lr() * config.weightDecay();
    new AdamStep(config.undecayed(), lr(), kept).apply(parameter, gradient, state);
  }
}
