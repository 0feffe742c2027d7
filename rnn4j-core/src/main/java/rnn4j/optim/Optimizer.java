package rnn4j.optim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import rnn4j.tensor.Shape;
import rnn4j.tensor.ShapeException;
import rnn4j.tensor.Tensor;

/// Changes parameters along their gradients, as `torch.optim.Optimizer`:
///
/// ```java
/// var optimizer = new Adam(model.parameters(), AdamConfig.of().withLr(0.01));
/// for (Batch batch : batches) {
///   optimizer.zeroGrad();
///   loss.forward(model.forward(batch.input()), batch.target()).backward();
///   ClipGrad.norm(model.parameters(), 1);
///   optimizer.step();
/// }
/// ```
///
/// Parameters without a gradient are left alone. Not thread-safe.
public abstract class Optimizer {
  /// The name of the number of steps taken, a scalar; all other state has its parameter's shape.
  protected static final String STEP = "step";

  private final List<Tensor> parameters;
  private final List<Map<String, Tensor>> state = new ArrayList<>();
  private double lr;

  /// Creates an optimiser.
  ///
  /// @param lr learning rate, at least 0
  /// @throws IllegalArgumentException if there are no parameters or one is listed twice
  protected Optimizer(List<Tensor> parameters, double lr) {
    this.parameters = List.copyOf(parameters);
    this.lr = lr;
    Set<Tensor> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
    distinct.addAll(parameters);
    if (parameters.isEmpty() || distinct.size() < parameters.size()) {
      throw new IllegalArgumentException(
          "%s: %s, expected at least one parameter, and each once"
              .formatted(name(), parameters.isEmpty() ? "no parameters" : "one is listed twice"));
    }
    parameters.forEach(_ -> state.add(new LinkedHashMap<>()));
  }

  /// Returns the parameters, in the order given.
  public final List<Tensor> parameters() {
    return parameters;
  }

  /// Returns the learning rate of the next step.
  public final double lr() {
    return lr;
  }

  /// Sets the learning rate of the steps to come.
  ///
  /// @throws IllegalArgumentException if it is negative or NaN
  public final void setLr(double lr) {
    Checks.requireNotNegative(name() + ".setLr", "lr", lr);
    this.lr = lr;
  }

  /// Forgets the gradients of all parameters.
  public final void zeroGrad() {
    parameters.forEach(parameter -> parameter.setGrad(null));
  }

  /// Changes every parameter that has a gradient.
  public final void step() {
    for (int i = 0; i < parameters.size(); i++) {
      Tensor parameter = parameters.get(i);
      Tensor gradient = parameter.grad();
      if (gradient != null) {
        update(parameter, gradient, state.get(i));
      }
    }
  }

  /// Changes one parameter.
  ///
  /// @param parameter whose elements are to be changed in place
  /// @param gradient of the same shape and type, only read
  /// @param state what this optimiser remembers about the parameter, by PyTorch's names; empty
  ///   before the first step. Saved and restored with the optimiser.
  protected abstract void update(Tensor parameter, Tensor gradient, Map<String, Tensor> state);

  /// Returns what is remembered, by name: `state.0.exp_avg` is the state `exp_avg` of the first
  /// parameter. The tensors are the optimiser's own: later steps change them.
  public final Map<String, Tensor> stateDict() {
    var all = new LinkedHashMap<String, Tensor>();
    for (int i = 0; i < state.size(); i++) {
      String prefix = prefix(i);
      state.get(i).forEach((name, tensor) -> all.put(prefix + name, tensor));
    }
    return Collections.unmodifiableMap(all);
  }

  /// Returns the names of what is remembered about each parameter after its first step.
  protected abstract Set<String> stateNames();

  /// Replaces what is remembered by a copy of another optimiser's [#stateDict()], converted to the
  /// types of the parameters. The learning rate is not part of it.
  ///
  /// @throws IllegalArgumentException if that is not the state of such an optimiser for parameters
  ///   of these shapes; nothing has been changed then
  public final void loadStateDict(Map<String, Tensor> source) {
    var loaded = new ArrayList<Map<String, Tensor>>();
    var unknown = new LinkedHashSet<>(source.keySet());
    for (int i = 0; i < parameters.size(); i++) {
      String prefix = prefix(i);
      loaded.add(select(prefix, parameters.get(i), source));
      loaded.getLast().keySet().forEach(name -> unknown.remove(prefix + name));
    }
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "%s.loadStateDict: found %s, expected numbers below %d and names among %s"
              .formatted(name(), unknown, parameters.size(), stateNames()));
    }
    state.clear();
    state.addAll(loaded);
  }

  /// Returns a copy of one parameter's state: none of it or all.
  private Map<String, Tensor> select(String prefix, Tensor parameter, Map<String, Tensor> source) {
    var selected = new LinkedHashMap<String, Tensor>();
    for (String name : stateNames()) {
      Tensor tensor = source.get(prefix + name);
      if (tensor != null) {
        Shape expected = name.equals(STEP) ? Shape.of() : parameter.shape();
        if (!tensor.shape().equals(expected)) {
          throw new ShapeException(
              "%s.loadStateDict: %s has shape %s, expected %s"
                  .formatted(name(), prefix + name, tensor.shape(), expected));
        }
        selected.put(name, tensor.to(parameter.dtype()));
      }
    }
    if (!selected.isEmpty() && selected.size() < stateNames().size()) {
      throw new IllegalArgumentException(
          "%s.loadStateDict: found only %s of %s, expected all of %s"
              .formatted(name(), selected.keySet(), prefix + "*", stateNames()));
    }
    return selected;
  }

  private static String prefix(int index) {
    return "state." + index + ".";
  }

  private String name() {
    return getClass().getSimpleName();
  }
}
