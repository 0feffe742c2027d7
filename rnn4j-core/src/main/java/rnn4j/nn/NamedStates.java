package rnn4j.nn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import rnn4j.tensor.Tensor;

/// States by name, and in the order of the cell.
final class NamedStates {
  private NamedStates() {}

  static Map<String, Tensor> of(List<String> names, List<Tensor> states) {
    Map<String, Tensor> named = new LinkedHashMap<>();
    for (int s = 0; s < names.size(); s++) {
      named.put(names.get(s), states.get(s));
    }
    return named;
  }

  /// @throws IllegalArgumentException if one is missing, or one too many
  static List<Tensor> inOrder(String where, List<String> names, Map<String, Tensor> states) {
    List<Tensor> ordered = new ArrayList<>();
    for (String name : names) {
      Tensor state = states.get(name);
      if (state == null || states.size() != names.size()) {
        throw new IllegalArgumentException(
            "%s: initial states are %s, expected %s".formatted(where, states.keySet(), names));
      }
      ordered.add(state);
    }
    return ordered;
  }
}
