package rnn4j.nn;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import rnn4j.tensor.ShapeException;
import rnn4j.tensor.Tensor;

/// A [Tangent] as it fits one call of a layer: checked, with zeros where nothing is named.
final class Directions {
  private final String where;
  private final Tangent tangent;

  /// @param where the method called, such as `Lstm.jvp`
  Directions(String where, Tangent tangent) {
    this.where = where;
    this.tangent = tangent;
  }

  Tensor ofInput(Tensor input) {
    tangent.input().ifPresent(direction -> requireAlike("input", direction, input));
    return tangent.input().orElseGet(() -> zerosLike(input));
  }

  /// @param names of the states
  /// @param beginnings how the states change in any case
  List<Tensor> ofStates(List<String> names, List<Tensor> beginnings) {
    requireKnown("state", tangent.states().keySet(), names);
    Map<String, Tensor> directions = new LinkedHashMap<>();
    for (int s = 0; s < names.size(); s++) {
      directions.put(names.get(s), beginnings.get(s));
    }
    tangent
        .states()
        .forEach((name, direction) ->
            directions.computeIfPresent(
                name,
                (_, beginning) -> {
                  requireAlike("state " + name, direction, beginning);
                  return beginning.plus(direction);
                }));
    return List.copyOf(directions.values());
  }

  /// @param named all parameters
  Map<String, Tensor> ofParameters(Map<String, Tensor> named) {
    requireKnown("parameter", tangent.parameters().keySet(), named.keySet());
    named.forEach((name, parameter) -> {
      Tensor direction = tangent.parameters().get(name);
      if (direction != null) {
        requireAlike("parameter " + name, direction, parameter);
      }
    });
    return tangent.parameters();
  }

  private void requireKnown(String what, Set<String> found, Collection<String> known) {
    for (String name : found) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "%s: the tangent has %s \"%s\", expected one of %s"
                .formatted(where, what, name, known));
      }
    }
  }

  private void requireAlike(String what, Tensor direction, Tensor point) {
    if (!direction.shape().equals(point.shape())) {
      throw new ShapeException(
          "%s: the tangent of %s has shape %s, expected %s as that itself"
              .formatted(where, what, direction.shape(), point.shape()));
    }
    if (direction.dtype() != point.dtype()) {
      throw new IllegalArgumentException(
          "%s: the tangent of %s has type %s, expected %s as that itself; convert it with to(DType)"
              .formatted(where, what, direction.dtype(), point.dtype()));
    }
  }

  private static Tensor zerosLike(Tensor tensor) {
    return Tensor.zeros(tensor.dtype(), tensor.shape().toArray());
  }
}
