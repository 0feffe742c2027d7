package rnn4j.nn;

import static java.util.Objects.requireNonNullElseGet;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import rnn4j.engine.scan.Backpropagation;
import rnn4j.tensor.Indices;
import rnn4j.tensor.Tensor;

/// What gets the gradients of a layer's parameters for each sequence of a batch apart.
final class GradientsApart {
  private final List<List<Tensor>> parameters;
  private final IdentityHashMap<Tensor, Tensor> targets = new IdentityHashMap<>();
  private final IdentityHashMap<Tensor, Tensor> states = new IdentityHashMap<>();

  /// @param parameters for each layer and direction
  GradientsApart(List<List<Tensor>> parameters, int batch) {
    this.parameters = parameters;
    for (List<Tensor> ofDirection : parameters) {
      for (Tensor parameter : ofDirection) {
        int[] shape =
            IntStream.concat(IntStream.of(batch), IntStream.of(parameter.shape().toArray()))
                .toArray();
        Tensor target = Tensor.zeros(parameter.dtype(), shape);
        targets.put(parameter, target.requiresGrad(parameter.requiresGrad()));
      }
    }
  }

  /// Returns how the gradients of one layer and direction are taken.
  ///
  /// @param segment see [Backpropagation]
  Backpropagation how(int index, int segment) {
    return new Backpropagation(segment, parameters.get(index).stream().map(this::target).toList());
  }

  private Tensor target(Tensor parameter) {
    return requireNonNullElseGet(targets.get(parameter), () -> parameter);
  }

  /// Adds a parameter that is a state before the first step.
  ///
  /// @param state (numLayers * numDirections, batch, size), whose gradient has arrived
  void add(Tensor learned, Tensor state) {
    Tensor gradient = requireNonNullElseGet(state.grad(), () -> state.times(0));
    states.put(learned, gradient.transpose(0, 1).unsqueeze(2));
  }

  /// Returns the gradients of those parameters that need one, (batch, ...).
  ///
  /// @param order which rows of what arrived are the caller's first, second, ...
  Map<String, Tensor> byName(Map<String, Tensor> named, int[] order) {
    Map<String, Tensor> gradients = new LinkedHashMap<>();
    named.forEach((name, parameter) -> {
      Tensor state = states.get(parameter);
      if (state != null) {
        gradients.put(name, state.detach());
      } else if (parameter.requiresGrad()) {
        Tensor target = target(parameter);
        Tensor gradient = requireNonNullElseGet(target.grad(), () -> target.detach());
        gradients.put(name, gradient.indexSelect(0, Indices.of(order)));
      }
    });
    return gradients;
  }
}
