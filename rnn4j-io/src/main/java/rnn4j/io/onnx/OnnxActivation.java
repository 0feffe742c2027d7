package rnn4j.io.onnx;

import java.util.Locale;
import java.util.function.UnaryOperator;
import rnn4j.cell.Value;

/// A function of a recurrent operator, with its coefficients.
///
/// @param kind the function
/// @param alpha its first coefficient; 0 if it has none
/// @param beta its second coefficient; 0 if it has none
public record OnnxActivation(Kind kind, double alpha, double beta) implements UnaryOperator<Value> {

  /// The functions that the operators know.
  public enum Kind {
    /// `max(x, 0)`.
    RELU("Relu", 0),
    /// `tanh(x)`.
    TANH("Tanh", 0),
    /// `1 / (1 + e^-x)`.
    SIGMOID("Sigmoid", 0),
    /// `alpha * x + beta`.
    AFFINE("Affine", 2),
    /// `x` where it is not negative, otherwise `alpha * x`.
    LEAKY_RELU("LeakyRelu", 1),
    /// `x` where it is more than `alpha`, otherwise 0.
    THRESHOLDED_RELU("ThresholdedRelu", 1),
    /// `alpha * tanh(beta * x)`.
    SCALED_TANH("ScaledTanh", 2),
    /// `alpha * x + beta`, limited to `[0, 1]`.
    HARD_SIGMOID("HardSigmoid", 2),
    /// `x` where it is not negative, otherwise `alpha * (e^x - 1)`.
    ELU("Elu", 1),
    /// `x / (1 + |x|)`.
    SOFTSIGN("Softsign", 0),
    /// `ln(1 + e^x)`.
    SOFTPLUS("Softplus", 0);

    private final String name;
    private final int coefficients;

    Kind(String name, int coefficients) {
      this.name = name;
      this.coefficients = coefficients;
    }

    /// Returns the name in the format.
    String onnxName() {
      return name;
    }

    /// Returns how many coefficients it has: alpha, or alpha and beta.
    int coefficients() {
      return coefficients;
    }
  }

  @Override
  public Value apply(Value x) {
    return switch (kind) {
      case RELU -> x.relu();
      case TANH -> x.tanh();
      case SIGMOID -> x.sigmoid();
      case AFFINE -> x.times(alpha).plus(beta);
      case LEAKY_RELU -> x.leakyRelu(alpha);
      case THRESHOLDED_RELU -> x.clip(alpha, Double.POSITIVE_INFINITY).times(isAbove(x, alpha));
      case SCALED_TANH -> x.times(beta).tanh().times(alpha);
      case HARD_SIGMOID -> x.hardSigmoid(alpha, beta);
      case ELU -> x.elu(alpha);
      case SOFTSIGN -> x.softsign();
      case SOFTPLUS -> x.softplus();
    };
  }

  /// Returns 1 where a value is more than a limit, otherwise 0: a difference, if it is not zero,
  /// grows past 1 when it is multiplied with 2^100 twice, the smallest float included.
  private static Value isAbove(Value x, double limit) {
    return x.plus(-limit).times(0x1p100).clip(0, 1).times(0x1p100).clip(0, 1);
  }

  /// Returns the name and the coefficients, such as `LeakyRelu(0.01)`.
  @Override
  public String toString() {
    return switch (kind.coefficients) {
      case 0 -> kind.name;
      case 1 -> String.format(Locale.ROOT, "%s(%s)", kind.name, (float) alpha);
      default -> String.format(Locale.ROOT, "%s(%s, %s)", kind.name, (float) alpha, (float) beta);
    };
  }
}
