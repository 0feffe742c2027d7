package rnn4j.nn;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import rnn4j.tensor.Tensor;

/// A direction in which all that a recurrent layer computes from may move: its input, its initial
/// states and its parameters. What is not named stays where it is. Values never change; each
/// `withX` returns a changed copy.
///
/// ```java
/// Tangent direction = Tangent.ZERO.withInput(v).withParameter("weight_hh_l0", u);
/// ```
///
/// @param input of the input's shape
/// @param states by name, of the initial state's shape
/// @param parameters by full name, such as `weight_hh_l0_reverse`, of the parameter's shape
public record Tangent(
    Optional<Tensor> input, Map<String, Tensor> states, Map<String, Tensor> parameters) {

  /// Nothing moves.
  public static final Tangent ZERO = new Tangent(Optional.empty(), Map.of(), Map.of());

  /// Copies the maps.
  public Tangent {
    states = Map.copyOf(states);
    parameters = Map.copyOf(parameters);
  }

  /// Returns this with a direction of the input.
  public Tangent withInput(Tensor direction) {
    return new Tangent(Optional.of(direction), states, parameters);
  }

  /// Returns this with a direction of an initial state, whether that is given, learned or zero.
  ///
  /// @param name as the cell names it, such as `h`
  public Tangent withState(String name, Tensor direction) {
    return new Tangent(input, with(states, name, direction), parameters);
  }

  /// Returns this with a direction of a parameter.
  ///
  /// @param name as in `namedParameters()`
  public Tangent withParameter(String name, Tensor direction) {
    return new Tangent(input, states, with(parameters, name, direction));
  }

  private static Map<String, Tensor> with(
      Map<String, Tensor> tensors, String name, Tensor direction) {
    Map<String, Tensor> changed = new LinkedHashMap<>(tensors);
    changed.put(name, direction);
    return changed;
  }
}
