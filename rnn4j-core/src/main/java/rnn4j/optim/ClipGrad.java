package rnn4j.optim;

import java.util.List;
import java.util.Objects;
import rnn4j.kernel.Data;
import rnn4j.kernel.Op;
import rnn4j.kernel.Register;
import rnn4j.kernel.choice.ChosenKernels;
import rnn4j.tensor.Tensor;

/// Limits gradients before a step, as `torch.nn.utils.clip_grad_norm_` and `clip_grad_value_`.
public final class ClipGrad {
  private ClipGrad() {}

  /// Scales all gradients together so that their Euclidean norm, taken as if they were one vector,
  /// is at most `maxNorm`: each is multiplied by `min(maxNorm / (norm + 1e-6), 1)`.
  ///
  /// @return the norm before; if it is not finite, the gradients become zero or NaN
  public static double norm(List<Tensor> parameters, double maxNorm) {
    return norm(parameters, maxNorm, 2);
  }

  /// Scales all gradients together, as [#norm(List, double)] does, by another norm: the
  /// `normType`-th root of the sum of the powers; the largest absolute value if that is infinite.
  ///
  /// @throws IllegalArgumentException if `normType` is not above 0
  public static double norm(List<Tensor> parameters, double maxNorm, double normType) {
    if (!(normType > 0)) {
      throw new IllegalArgumentException(
          "ClipGrad.norm: normType is " + normType + ", expected more than 0");
    }
    double norm = normOf(gradients(parameters), normType);
    double factor = Math.min(maxNorm / (norm + 1e-6), 1);
    if (factor != 1) {
      change(parameters, Op.SCALE, factor, -0.0);
    }
    return norm;
  }

  /// Limits every element of the gradients to `[-maxValue, maxValue]`.
  public static void value(List<Tensor> parameters, double maxValue) {
    change(parameters, Op.CLIP, -maxValue, maxValue);
  }

  private static double normOf(List<Data> gradients, double type) {
    double total = 0;
    for (Data gradient : gradients) {
      total =
          Double.isInfinite(type)
              ? Math.max(total, largest(gradient))
              : total + sumOfPowers(gradient, type);
    }
    return Double.isInfinite(type) ? total : power(total, 1 / type);
  }

  private static double largest(Data gradient) {
    double largest = 0;
    for (int i = 0; i < gradient.length(); i++) {
      largest = Math.max(largest, Math.abs(gradient.get(i)));
    }
    return largest;
  }

  /// Sums in four turns, so that an addition does not wait for the one before.
  private static double sumOfPowers(Data gradient, double type) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int i = 0;
    for (; i + 4 <= gradient.length(); i += 4) {
      sum0 += power(Math.abs(gradient.get(i)), type);
      sum1 += power(Math.abs(gradient.get(i + 1)), type);
      sum2 += power(Math.abs(gradient.get(i + 2)), type);
      sum3 += power(Math.abs(gradient.get(i + 3)), type);
    }
    for (; i < gradient.length(); i++) {
      sum0 += power(Math.abs(gradient.get(i)), type);
    }
    return sum0 + sum1 + (sum2 + sum3);
  }

  private static double power(double x, double exponent) {
    if (exponent == 1) {
      return x;
    } else if (exponent == 2) {
      return x * x;
    } else if (exponent == 0.5) {
      return Math.sqrt(x);
    }
    return StrictMath.pow(x, exponent);
  }

  private static List<Data> gradients(List<Tensor> parameters) {
    return parameters.stream()
        .map(Tensor::grad)
        .filter(Objects::nonNull)
        .map(Tensor::data)
        .toList();
  }

  private static void change(List<Tensor> parameters, Op op, double alpha, double beta) {
    for (Data data : gradients(parameters)) {
      var all = new Register(data, 0, 0);
      ChosenKernels.of(data).apply(op, alpha, beta, 1, data.length(), all, all, all, all);
    }
  }
}
