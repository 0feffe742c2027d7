package rnn4j.cell;

import java.util.LinkedHashMap;
import java.util.Map;

/// Noise that a layer of any cell adds while it is trained. In evaluation mode there is none, and
/// values have the expectation that they have in training. Values never change; each `withX`
/// returns a changed copy.
///
/// @param zoneout for each state by name, the probability in [0, 1] with which an element keeps its
///   value of the step before (Krueger et al. 2016, arXiv:1606.01305)
/// @param inputDropout probability of an element of each layer's input being zeroed, the same
///   elements at all steps (Gal and Ghahramani 2015, arXiv:1512.05287)
/// @param stateDropout probability of an element of a state being zeroed where a weight matrix is
///   multiplied with it, the same elements at all steps (ibid.)
/// @param dropConnect probability of an element of a weight matrix that is multiplied with a state
///   being zeroed, the same elements at all steps and for all sequences (Merity, Keskar and Socher
///   2017, arXiv:1708.02182)
public record Regularization(
    Map<String, Double> zoneout, double inputDropout, double stateDropout, double dropConnect) {

  /// No noise.
  public static final Regularization NONE = new Regularization(Map.of(), 0, 0, 0);

  /// Checks the probabilities.
  ///
  /// @throws IllegalArgumentException if one is not in [0, 1]
  public Regularization {
    zoneout = Map.copyOf(zoneout);
    zoneout.forEach((state, p) -> requireProbability("zoneout of " + state, p));
    requireProbability("inputDropout", inputDropout);
    requireProbability("stateDropout", stateDropout);
    requireProbability("dropConnect", dropConnect);
  }

  private static void requireProbability(String name, double p) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException(
          "Regularization: %s is %s, expected a probability in [0, 1]".formatted(name, p));
    }
  }

  /// Returns this with zoneout of a state.
  public Regularization withZoneout(String state, double p) {
    Map<String, Double> changed = new LinkedHashMap<>(zoneout);
    changed.put(state, p);
    return new Regularization(changed, inputDropout, stateDropout, dropConnect);
  }

  /// Returns this with dropout of each layer's input.
  public Regularization withInputDropout(double p) {
    return new Regularization(zoneout, p, stateDropout, dropConnect);
  }

  /// Returns this with dropout of the states in products.
  public Regularization withStateDropout(double p) {
    return new Regularization(zoneout, inputDropout, p, dropConnect);
  }

  /// Returns this with dropout of the states' weights.
  public Regularization withDropConnect(double p) {
    return new Regularization(zoneout, inputDropout, stateDropout, p);
  }

  double zoneoutOf(String state) {
    return zoneout.getOrDefault(state, 0.0);
  }
}
