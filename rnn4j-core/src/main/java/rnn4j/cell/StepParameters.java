package rnn4j.cell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import rnn4j.tensor.DType;
import rnn4j.tensor.Tensor;

/// What a step's equations read beside its input and states: parameters, which the layer keeps and
/// trains, and constants, which stand in the equations. A program knows no difference; it numbers
/// them in the order in which they were declared.
final class StepParameters {
  private final Map<Integer, ParameterSpec> trained = new LinkedHashMap<>();
  private final Map<Integer, Tensor> constants = new LinkedHashMap<>();

  /// Adds a parameter and returns its number.
  int add(ParameterSpec spec) {
    int number = count();
    trained.put(number, spec);
    return number;
  }

  /// Adds a constant and returns its number.
  int add(Tensor constant) {
    int number = count();
    constants.put(number, constant);
    return number;
  }

  int count() {
    return trained.size() + constants.size();
  }

  boolean isConstant(int number) {
    return constants.containsKey(number);
  }

  /// Returns the parameters, without the constants.
  List<ParameterSpec> specs() {
    return List.copyOf(trained.values());
  }

  void setRecurrent(int number) {
    trained.computeIfPresent(
        number,
        (_, spec) -> new ParameterSpec(spec.name(), spec.shape(), spec.initializer(), true));
  }

  /// Returns the numbers of the parameters among all.
  List<Integer> numbers() {
    return List.copyOf(trained.keySet());
  }

  /// Returns all that a program reads.
  ///
  /// @param values of the parameters, without the constants
  /// @param dtype of the constants
  List<Tensor> withConstants(List<Tensor> values, DType dtype) {
    if (constants.isEmpty()) {
      return values;
    }
    List<Tensor> all = new ArrayList<>();
    int next = 0;
    for (int number = 0; number < count(); number++) {
      Tensor constant = constants.get(number);
      all.add(constant == null ? values.get(next++) : constant.to(dtype));
    }
    return all;
  }
}
