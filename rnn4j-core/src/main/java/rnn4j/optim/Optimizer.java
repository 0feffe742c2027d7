package rnn4j.optim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import rnn4j.tensor.DType;
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
/// Parameters may come in [groups][ParameterGroup] with options of their own. Those without a
/// gradient are left alone. Not thread-safe.
public abstract class Optimizer {
  /// The name of the number of steps taken, a scalar.
  protected static final String STEP = "step";

  /// The name of NAdam's product of momenta, a scalar.
  static final String MU_PRODUCT = "mu_product";

  /// All other state has its parameter's shape.
  private static final Set<String> SCALARS = Set.of(STEP, MU_PRODUCT);

  private final List<Tensor> parameters;
  private final List<Map<String, Tensor>> state = new ArrayList<>();
  private final int[] group; // of each parameter
  private final double[] lr; // of each group
  private final double[] momentum; // of each group, NaN if there is none

  /// Creates an optimiser.
  ///
  /// @throws IllegalArgumentException if there are no parameters or one is listed twice
  protected Optimizer(List<? extends ParameterGroup<?>> groups) {
    parameters = groups.stream().flatMap(g -> g.parameters().stream()).toList();
    Set<Tensor> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
    distinct.addAll(parameters);
    if (parameters.isEmpty() || distinct.size() < parameters.size()) {
      throw new IllegalArgumentException(
          "%s: %s, expected at least one parameter, and each once"
              .formatted(name(), parameters.isEmpty() ? "no parameters" : "one is listed twice"));
    }
    parameters.forEach(_ -> state.add(new LinkedHashMap<>()));
    group = new int[parameters.size()];
    lr = new double[groups.size()];
    momentum = new double[groups.size()];
    int at = 0;
    for (int g = 0; g < groups.size(); g++) {
      int size = groups.get(g).parameters().size();
      Arrays.fill(group, at, at + size, g);
      at += size;
      lr[g] = groups.get(g).config().lr();
      momentum[g] = groups.get(g).config().cycledMomentum().orElse(Double.NaN);
    }
  }

  /// Returns the parameters of all groups, in the order given.
  public final List<Tensor> parameters() {
    return parameters;
  }

  /// Returns the number of groups of parameters.
  public final int groups() {
    return lr.length;
  }

  // ---- Learning rate and momentum

  /// Returns the learning rate of the next step, for the first group.
  public final double lr() {
    return lr[0];
  }

  /// Returns the learning rate of the next step, for one group.
  public final double lr(int group) {
    return lr[group];
  }

  /// Sets the learning rate of the steps to come, for all groups.
  ///
  /// @throws IllegalArgumentException if it is negative or NaN
  public final void setLr(double lr) {
    for (int g = 0; g < groups(); g++) {
      setLr(g, lr);
    }
  }

  /// Sets the learning rate of the steps to come, for one group.
  ///
  /// @throws IllegalArgumentException if it is negative or NaN
  public final void setLr(int group, double lr) {
    Checks.requireNotNegative(name() + ".setLr", "lr", lr);
    this.lr[group] = lr;
  }

  /// Returns whether there is a [momentum][OptimizerConfig#cycledMomentum()].
  public final boolean hasMomentum() {
    return Arrays.stream(momentum).noneMatch(Double::isNaN);
  }

  /// Returns the momentum of the next step, for one group; NaN if there is none.
  public final double momentum(int group) {
    return momentum[group];
  }

  /// Sets the momentum of the steps to come, for all groups.
  ///
  /// @throws IllegalArgumentException if it is negative or NaN
  /// @throws IllegalStateException if this optimiser has none
  public final void setMomentum(double momentum) {
    Checks.requireNotNegative(name() + ".setMomentum", "momentum", momentum);
    if (!hasMomentum()) {
      throw new IllegalStateException(name() + ".setMomentum: this optimiser has no momentum");
    }
    Arrays.fill(this.momentum, momentum);
  }

  // ---- Steps

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
        update(group[i], parameter, gradient, state.get(i));
        parameter.data().changed();
      }
    }
  }

  /// Changes one parameter.
  ///
  /// @param group the number of its group
  /// @param parameter whose elements are to be changed in place
  /// @param gradient of the same shape and type, only read
  /// @param state what this optimiser remembers about the parameter, by PyTorch's names; empty
  ///   before the first step. Saved and restored with the optimiser.
  protected abstract void update(
      int group, Tensor parameter, Tensor gradient, Map<String, Tensor> state);

  /// Returns the state of that name, which is zeros at first.
  static Tensor zeros(Map<String, Tensor> state, String name, Tensor parameter) {
    return state.computeIfAbsent(
        name, _ -> Tensor.zeros(parameter.dtype(), parameter.shape().toArray()));
  }

  /// Counts a step and returns how many there have been.
  static double count(Map<String, Tensor> state, Tensor parameter) {
    Tensor step = state.computeIfAbsent(STEP, _ -> Tensor.zeros(parameter.dtype()));
    double t = step.item() + 1;
    step.data().set(0, t);
    return t;
  }

  // ---- State

  /// Returns what is remembered, by name: `state.0.exp_avg` is the state `exp_avg` of the first
  /// parameter, `group.0.lr` and `group.0.momentum` are scalars of the first group. The tensors of
  /// state are the optimiser's own: later steps change them.
  public final Map<String, Tensor> stateDict() {
    var all = new LinkedHashMap<String, Tensor>();
    for (int i = 0; i < state.size(); i++) {
      String prefix = prefix(i);
      state.get(i).forEach((name, tensor) -> all.put(prefix + name, tensor));
    }
    for (int g = 0; g < groups(); g++) {
      all.put(lrName(g), Tensor.scalar(lr[g]));
      if (hasMomentum()) {
        all.put(momentumName(g), Tensor.scalar(momentum[g]));
      }
    }
    return Collections.unmodifiableMap(all);
  }

  /// Returns the names of what is remembered about each parameter of a group after its first step.
  protected abstract Set<String> stateNames(int group);

  /// Replaces what is remembered by a copy of another optimiser's [#stateDict()], converted to the
  /// types of the parameters. Learning rates and momenta that are not in it stay as they are.
  ///
  /// @throws IllegalArgumentException if that is not the state of such an optimiser for parameters
  ///   of these shapes; nothing has been changed then
  public final void loadStateDict(Map<String, Tensor> source) {
    double[] loadedLr = lr.clone();
    double[] loadedMomentum = momentum.clone();
    var unknown = new LinkedHashSet<>(source.keySet());
    for (int g = 0; g < groups(); g++) {
      loadedLr[g] = scalar(source, lrName(g), lr[g], unknown);
      Checks.requireNotNegative(name() + ".loadStateDict", lrName(g), loadedLr[g]);
      if (hasMomentum()) {
        loadedMomentum[g] = scalar(source, momentumName(g), momentum[g], unknown);
        Checks.requireNotNegative(name() + ".loadStateDict", momentumName(g), loadedMomentum[g]);
      }
    }
    var loaded = new ArrayList<Map<String, Tensor>>();
    for (int i = 0; i < parameters.size(); i++) {
      String prefix = prefix(i);
      loaded.add(select(group[i], prefix, parameters.get(i), source));
      loaded.getLast().keySet().forEach(name -> unknown.remove(prefix + name));
    }
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "%s.loadStateDict: found %s, expected numbers below %d and names among %s"
              .formatted(name(), unknown, parameters.size(), stateNames(0)));
    }
    state.clear();
    state.addAll(loaded);
    System.arraycopy(loadedLr, 0, lr, 0, lr.length);
    System.arraycopy(loadedMomentum, 0, momentum, 0, momentum.length);
  }

  private static double scalar(
      Map<String, Tensor> source, String name, double otherwise, Set<String> unknown) {
    Tensor found = source.get(name);
    unknown.remove(name);
    return found == null ? otherwise : found.item();
  }

  /// Returns a copy of one parameter's state: none of it or all.
  private Map<String, Tensor> select(
      int group, String prefix, Tensor parameter, Map<String, Tensor> source) {
    var selected = new LinkedHashMap<String, Tensor>();
    Set<String> names = stateNames(group);
    for (String name : names) {
      Tensor tensor = source.get(prefix + name);
      if (tensor != null) {
        Shape expected = SCALARS.contains(name) ? Shape.of() : parameter.shape();
        if (!tensor.shape().equals(expected)) {
          throw new ShapeException(
              "%s.loadStateDict: %s has shape %s, expected %s"
                  .formatted(name(), prefix + name, tensor.shape(), expected));
        }
        DType type = name.equals(MU_PRODUCT) ? DType.FLOAT32 : parameter.dtype();
        selected.put(name, tensor.to(type));
      }
    }
    if (!selected.isEmpty() && selected.size() < names.size()) {
      throw new IllegalArgumentException(
          "%s.loadStateDict: found only %s of %s, expected all of %s"
              .formatted(name(), selected.keySet(), prefix + "*", names));
    }
    return selected;
  }

  private static String prefix(int index) {
    return "state." + index + ".";
  }

  private static String lrName(int group) {
    return "group." + group + ".lr";
  }

  private static String momentumName(int group) {
    return "group." + group + ".momentum";
  }

  private String name() {
    return getClass().getSimpleName();
  }
}
