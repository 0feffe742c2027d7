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
  private final List<AdamWConfig> configs;

  /// Creates an optimiser.
  ///
  /// @throws IllegalArgumentException if there are no parameters or one is listed twice
  public AdamW(List<Tensor> parameters, AdamWConfig config) {
    this(List.of(new ParameterGroup<>(parameters, config)));
  }

  /// Creates an optimiser of several groups.
  ///
  /// @throws IllegalArgumentException if there are no parameters or one is listed twice
  public AdamW(List<ParameterGroup<AdamWConfig>> groups) {
    super(groups);
    configs = groups.stream().map(ParameterGroup::config).toList();
  }

  @Override
  protected Set<String> stateNames(int group) {
    return AdamStep.stateNames(configs.get(group).amsgrad());
  }

  @Override
  protected void update(int group, Tensor parameter, Tensor gradient, Map<String, Tensor> state) {
    AdamWConfig config = configs.get(group);
    double kept = 1 - lr(group) * config.weightDecay();
    new AdamStep(config.undecayed().withBeta1(momentum(group)), lr(group), kept)
        .apply(parameter, gradient, state);
  }
}
