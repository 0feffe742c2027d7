package rnn4j.optim;

import java.util.List;
import rnn4j.tensor.Tensor;

/// Parameters with options of their own, such as a higher learning rate or no weight decay:
///
/// ```java
/// AdamWConfig config = AdamWConfig.of();
/// var optimizer =
///     new AdamW(
///         List.of(
///             new ParameterGroup<>(lstm.parameters(), config),
///             new ParameterGroup<>(linear.parameters(), config.withLr(0.01).withWeightDecay(0))));
/// ```
///
/// @param parameters in order
/// @param config of the optimiser for them
public record ParameterGroup<C extends OptimizerConfig>(List<Tensor> parameters, C config) {

  /// Keeps a copy of the list.
  public ParameterGroup {
    parameters = List.copyOf(parameters);
  }
}
