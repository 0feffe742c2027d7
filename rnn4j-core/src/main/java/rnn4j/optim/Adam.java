package rnn4j.optim;

import java.util.List;
import java.util.Map;
import java.util.Set;
import rnn4j.tensor.Tensor;

/// Steps of a size that adapts to each element (Kingma and Ba 2014, arXiv 1412.6980), as
/// `torch.optim.Adam`. For a parameter `p` with gradient `g`, in step `t` counted from 1, with
/// PyTorch's roundings:
///
/// ```
/// g = g + weightDecay * p
/// m = m + (1 - beta1) * (g - m)
/// v = beta2 * v + (1 - beta2) * g^2
/// p = p - lr / (1 - beta1^t) * m / (sqrt(v) / sqrt(1 - beta2^t) + eps)
/// ```
///
/// With AMSGrad, the largest `v` so far takes the place of `v` in the last line. Square roots are
/// rounded correctly; those of PyTorch's CPU build, from MKL, are often the neighbouring number.
public final class Adam extends Optimizer {
  private final List<AdamConfig> configs;

  /// Creates an optimiser.
  ///
  /// @throws IllegalArgumentException if there are no parameters or one is listed twice
  public Adam(List<Tensor> parameters, AdamConfig config) {
    this(List.of(new ParameterGroup<>(parameters, config)));
  }

  /// Creates an optimiser of several groups.
  ///
  /// @throws IllegalArgumentException if there are no parameters or one is listed twice
  public Adam(List<ParameterGroup<AdamConfig>> groups) {
    super(groups);
    configs = groups.stream().map(ParameterGroup::config).toList();
  }

  @Override
  protected Set<String> stateNames(int group) {
    return AdamStep.stateNames(configs.get(group).amsgrad());
  }

  @Override
  protected void update(int group, Tensor parameter, Tensor gradient, Map<String, Tensor> state) {
    new AdamStep(configs.get(group).withBeta1(momentum(group)), lr(group), 1)
        .apply(parameter, gradient, state);
  }
}
