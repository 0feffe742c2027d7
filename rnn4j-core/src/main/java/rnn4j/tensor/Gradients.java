package rnn4j.tensor;

import java.util.List;
import java.util.function.Supplier;

/// Whether operations are recorded, so that gradients can be taken later.
///
/// Recording is on. It costs memory, since what the backward pass needs is kept; switch it off
/// where no gradient is wanted:
///
/// ```java
/// Tensor prediction = Gradients.off(() -> model.forward(input));
/// ```
public final class Gradients {
  private static final ScopedValue<Boolean> RECORDING = ScopedValue.newInstance();

  private Gradients() {}

  /// Returns whether operations are recorded at this place, on this thread.
  public static boolean recording() {
    return RECORDING.orElse(true);
  }

  /// Runs an action without recording, and returns its result.
  public static <T> T off(Supplier<T> action) {
    return ScopedValue.where(RECORDING, false).call(action::get);
  }

  /// Runs an action without recording.
  public static void off(Runnable action) {
    ScopedValue.where(RECORDING, false).run(action);
  }

  /// Records an operation of several results that is not one of [Tensor]'s own, if recording is on
  /// and one of the inputs needs a gradient.
  ///
  /// @param inputs the tensors the results were computed from
  /// @param results the results; they must not have been recorded yet
  /// @param backward takes the gradient of each result (null where none arrived) and returns the
  ///   gradient of each input (null where there is none)
  public static void record(List<Tensor> inputs, List<Tensor> results, Backward backward) {
    if (needed(inputs)) {
      Node.attach(inputs, results, backward);
    }
  }

  /// Returns whether an operation on these inputs has to be recorded.
  public static boolean needed(List<Tensor> inputs) {
    return recording() && inputs.stream().anyMatch(Tensor::requiresGrad);
  }
}
