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
  private final AdamConfig config;

  /// Creates an optimiser.
  ///
  /// @throws IllegalArgumentException if there are no parameters or one is listed twice
  public Adam(List<Tensor> parameters, AdamConfig config) {
    super(parameters, config.lr());
    this.config = config;
  }

  /// Returns the options this optimiser was made with.
  public AdamConfig config() {
    return config;
  }

  @Override
  protected Set<String> stateNames() {
    return AdamStep.stateNames(config.amsgrad());
  }

  @Override
  protected void update(Tensor parameter, Tensor gradient, Map<String, Tensor> state) {
    new AdamStep(config, lr(), 1).apply(parameter, gradient, state);
  }
}
