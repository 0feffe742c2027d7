package rnn4j.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// One result, and the gradient of each input as a function of the result's: how the operations of
/// [Tensor] are written.
final class Recording {
  private final Tensor result;
  private final List<Tensor> inputs = new ArrayList<>();
  private final List<UnaryOperator<Tensor>> gradients = new ArrayList<>();

  Recording(Tensor result) {
    this.result = result;
  }

  /// Adds an input and its gradient, given that of the result. It is asked for only if needed.
  Recording wrt(Tensor input, UnaryOperator<Tensor> gradient) {
    inputs.add(input);
    gradients.add(gradient);
    return this;
  }

  /// Returns the result, recorded if that is needed.
  Tensor done() {
    Gradients.record(
        inputs,
        List.of(result),
        gradResults -> {
          Tensor gradient = gradResults.getFirst();
          var shares = new ArrayList<@Nullable Tensor>();
          for (int i = 0; i < inputs.size(); i++) {
            boolean asked = gradient != null && inputs.get(i).requiresGrad();
            shares.add(asked ? gradients.get(i).apply(gradient) : null);
          }
          return shares;
        });
    return result;
  }
}
