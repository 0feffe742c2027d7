package rnn4j.tensor;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Compares gradients with central differences, in double precision: for every element `x` of every
/// input, the gradient of `f = sum(weight * result)` with `(f(x + h) - f(x - h)) / 2h`.
public final class GradientCheck {

  /// With `h = 1e-5` the formula itself errs by `h^2 / 6` times the third derivative, 2e-11, and by
  /// rounding of `f` by about `1e-16 * |f| / h`, 1e-11 for each unit of `f`.
  private static final double STEP = 1e-5;

  private static final double TOLERANCE = 1e-8;

  private GradientCheck() {}

  /// Checks a function of one tensor.
  public static void check(UnaryOperator<Tensor> function, Tensor input) {
    check(inputs -> function.apply(inputs.getFirst()), List.of(input));
  }

  /// Checks a function of two tensors.
  public static void check(BinaryOperator<Tensor> function, Tensor a, Tensor b) {
    check(inputs -> function.apply(inputs.get(0), inputs.get(1)), List.of(a, b));
  }

  /// Checks a function of any number of tensors.
  public static void check(Function<List<Tensor>, Tensor> function, List<Tensor> inputs) {
    for (Tensor input : inputs) {
      assertThat(input.dtype()).isEqualTo(DType.FLOAT64);
      input.requiresGrad(true).setGrad(null);
    }
    Tensor result = function.apply(inputs);
    Tensor weight = Samples.uniform(4711, result.shape().toArray());
    result.backward(weight);
    for (int number = 0; number < inputs.size(); number++) {
      Tensor input = inputs.get(number);
      Tensor gradient = gradient(input);
      assertThat(gradient.shape()).isEqualTo(input.shape());
      for (int i = 0; i < input.numel(); i++) {
        double difference = difference(function, inputs, input, i, weight);
        assertThat(gradient.data().get(i))
            .as("gradient of element %d of input %d %s", i, number, input.shape())
            .isCloseTo(difference, within(TOLERANCE * Math.max(1, Math.abs(difference))));
      }
    }
  }

  /// Returns the gradient that has arrived at a tensor.
  public static Tensor gradient(Tensor tensor) {
    return requireNonNull(tensor.grad(), "the tensor has no gradient");
  }

  private static double difference(
      Function<List<Tensor>, Tensor> function,
      List<Tensor> inputs,
      Tensor input,
      int element,
      Tensor weight) {
    double x = input.data().get(element);
    change(input, element, x + STEP);
    double above = weighted(function, inputs, weight);
    change(input, element, x - STEP);
    double below = weighted(function, inputs, weight);
    change(input, element, x);
    return (above - below) / (2 * STEP);
  }

  private static void change(Tensor tensor, int element, double value) {
    tensor.data().set(element, value);
    tensor.data().changed();
  }

  private static double weighted(
      Function<List<Tensor>, Tensor> function, List<Tensor> inputs, Tensor weight) {
    Tensor result = Gradients.off(() -> function.apply(inputs));
    double sum = 0;
    for (int i = 0; i < result.numel(); i++) {
      sum += weight.data().get(i) * result.data().get(i);
    }
    return sum;
  }
}
