package rnn4j.io.onnx;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import rnn4j.io.WeightFormatException;
import rnn4j.io.file.Quoted;
import rnn4j.io.onnx.OnnxActivation.Kind;

/// Reads the functions of a node: `activations` names them, direction after direction, and each
/// that has coefficients takes the next of `activation_alpha` and `activation_beta`.
final class Activations {
  private Activations() {}

  static List<OnnxActivation> read(NodeOptions options, RecurrentOperator operator, int directions)
      throws WeightFormatException {
    int count = operator.activations() * directions;
    Attribute names = options.attribute("activations");
    if (names == null) {
      List<OnnxActivation> defaults = new ArrayList<>();
      for (int d = 0; d < directions; d++) {
        switch (operator) {
          case LSTM -> defaults.addAll(List.of(plain(Kind.SIGMOID), plain(Kind.TANH)));
          case GRU -> defaults.add(plain(Kind.SIGMOID));
          case RNN -> {}
        }
        defaults.add(plain(Kind.TANH));
      }
      return defaults;
    }
    List<String> given = names.texts();
    if (given.size() != count) {
      throw options.fault(
          "has %d activations, expected %d for %d direction(s)"
              .formatted(given.size(), count, directions));
    }
    Iterator<Float> alphas = options.numbers("activation_alpha").iterator();
    Iterator<Float> betas = options.numbers("activation_beta").iterator();
    List<OnnxActivation> activations = new ArrayList<>();
    for (String name : given) {
      Kind kind = kind(options, name);
      double alpha = kind.coefficients() < 1 ? 0 : next(options, kind, alphas, "alpha");
      double beta = kind.coefficients() < 2 ? 0 : next(options, kind, betas, "beta");
      activations.add(new OnnxActivation(kind, alpha, beta));
    }
    return activations;
  }

  private static OnnxActivation plain(Kind kind) {
    return new OnnxActivation(kind, 0, 0);
  }

  private static Kind kind(NodeOptions options, String name) throws WeightFormatException {
    for (Kind kind : Kind.values()) {
      if (kind.onnxName().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
        return kind;
      }
    }
    throw options.fault(
        "has the activation %s, expected one of the operator's".formatted(Quoted.of(name)));
  }

  private static double next(
      NodeOptions options, Kind kind, Iterator<Float> given, String coefficient)
      throws WeightFormatException {
    if (given.hasNext()) {
      return given.next();
    }
    Double standard = standard(kind, coefficient);
    if (standard == null) {
      throw options.fault(
          "has no activation_%s for %s, expected one; runtimes differ where there is none"
              .formatted(coefficient, kind.onnxName()));
    }
    return standard;
  }

  /// Returns what a coefficient is where none is given. For the other functions the specification
  /// and ONNX Runtime do not agree.
  private static @Nullable Double standard(Kind kind, String coefficient) {
    return switch (kind) {
      case LEAKY_RELU -> 0.01;
      case ELU -> 1.0;
      case HARD_SIGMOID -> coefficient.equals("alpha") ? 0.2 : 0.5;
      default -> null;
    };
  }
}
