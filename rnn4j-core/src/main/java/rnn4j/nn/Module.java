package rnn4j.nn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import rnn4j.tensor.Tensor;

/// A part of a model: parameters and other modules, by name, as `torch.nn.Module`.
///
/// A subclass registers what it consists of in its constructor, in PyTorch's order, and has a
/// method `forward` of its own:
///
/// ```java
/// final class Classifier extends Module {
///   private final Lstm lstm;
///   private final Linear linear;
///
///   Classifier(TorchRandom random) {
///     lstm = register("lstm", new Lstm(LstmConfig.of(10, 20), random));
///     linear = register("linear", new Linear(20, 2, random));
///   }
///
///   Tensor forward(Tensor input) {
///     return linear.forward(lstm.forward(input).output().select(0, -1));
///   }
/// }
/// ```
///
/// A parameter of a child is known by the child's name, a dot, and its own name there:
/// `linear.weight`. A parameter or module registered at several places is one parameter with
/// several names.
///
/// Not thread-safe while it is trained or its mode is changed.
@SuppressWarnings("JavaLangClash") // the field's word; nobody mistakes it for java.lang.Module
public abstract class Module {
  private final Map<String, Tensor> ownParameters = new LinkedHashMap<>();
  private final Map<String, Module> children = new LinkedHashMap<>();
  private boolean training = true;

  /// Creates a module without parameters, in training mode.
  protected Module() {}

  // ---- What it consists of

  /// Adds a parameter, to which gradients are taken from now on, and returns it.
  ///
  /// @throws IllegalArgumentException if the name is empty, has a dot or is taken
  protected final Tensor register(String name, Tensor parameter) {
    requireFree(name);
    ownParameters.put(name, parameter.requiresGrad(true));
    return parameter;
  }

  /// Adds a child and returns it.
  ///
  /// @throws IllegalArgumentException if the name is empty, has a dot or is taken
  protected final <M extends Module> M register(String name, M child) {
    requireFree(name);
    children.put(name, child);
    return child;
  }

  private void requireFree(String name) {
    boolean taken = ownParameters.containsKey(name) || children.containsKey(name);
    if (taken || name.isEmpty() || name.contains(".")) {
      throw new IllegalArgumentException(
          "%s.register: name is \"%s\", expected %s"
              .formatted(
                  typeName(),
                  name,
                  taken ? "one not yet taken" : "one not empty and without dots"));
    }
  }

  /// Returns the modules registered here, by name, in order.
  public final Map<String, Module> children() {
    return Collections.unmodifiableMap(children);
  }

  /// Returns all parameters, those of children included, each once, in order.
  public final List<Tensor> parameters() {
    return List.copyOf(namedParameters().values());
  }

  /// Returns all parameters by name, those of children included, in order. One with several names
  /// stands under its first.
  public final Map<String, Tensor> namedParameters() {
    Set<Tensor> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    var named = new LinkedHashMap<String, Tensor>();
    allNames()
        .forEach((name, parameter) -> {
          if (seen.add(parameter)) {
            named.put(name, parameter);
          }
        });
    return Collections.unmodifiableMap(named);
  }

  /// Returns one parameter by name, such as `lstm.weight_ih_l0`.
  ///
  /// @throws IllegalArgumentException if there is none of that name
  public final Tensor parameter(String name) {
    Map<String, Tensor> named = allNames();
    Tensor parameter = named.get(name);
    if (parameter == null) {
      throw new IllegalArgumentException(
          "%s.parameter: name is \"%s\", expected one of %s"
              .formatted(typeName(), name, String.join(", ", named.keySet())));
    }
    return parameter;
  }

  /// Returns every name with its parameter, shared ones repeated.
  private Map<String, Tensor> allNames() {
    var named = new LinkedHashMap<String, Tensor>();
    collect("", named);
    return named;
  }

  private void collect(String prefix, Map<String, Tensor> named) {
    ownParameters.forEach((name, parameter) -> named.put(prefix + name, parameter));
    children.forEach((name, child) -> child.collect(prefix + name + ".", named));
  }

  // ---- Training

  /// Switches this module and its children to training mode, where dropout drops. New modules are
  /// in this mode.
  public final void train() {
    train(true);
  }

  /// Switches this module and its children to training mode or to evaluation mode.
  public final void train(boolean mode) {
    training = mode;
    children.values().forEach(child -> child.train(mode));
  }

  /// Switches this module and its children to evaluation mode.
  public final void eval() {
    train(false);
  }

  /// Returns whether this module is in training mode.
  public final boolean isTraining() {
    return training;
  }

  /// Forgets the gradients of all parameters.
  public final void zeroGrad() {
    parameters().forEach(parameter -> parameter.setGrad(null));
  }

  // ---- State

  /// Returns all parameters by name. As in PyTorch they are detached and share the elements of this
  /// module: later training changes them; [copy][Tensor#copy()] those to be kept.
  public final Map<String, Tensor> stateDict() {
    var state = new LinkedHashMap<String, Tensor>();
    allNames().forEach((name, parameter) -> state.put(name, parameter.detach()));
    return Collections.unmodifiableMap(state);
  }

  /// Copies the elements of all parameters from a state with the same names and shapes, converting
  /// them to the parameters' element type.
  ///
  /// @throws IllegalArgumentException if names are missing or unexpected or shapes differ; it lists
  ///   all of them, and nothing has been changed
  public final void loadStateDict(Map<String, Tensor> state) {
    Map<String, Tensor> named = allNames();
    List<String> faults = faults(named, state);
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(
          "Error(s) in loading state_dict for %s:\n\t%s"
              .formatted(typeName(), String.join("\n\t", faults)));
    }
    named.forEach((name, parameter) ->
        parameter.set(Objects.requireNonNull(state.get(name)).to(parameter.dtype())));
  }

  /// Copies the elements of all parameters from those entries of a state whose names begin with a
  /// prefix and a dot, as if these were left out: for a model whose state holds that of this module
  /// among others.
  ///
  /// ```java
  /// encoder.loadStateDict(state, "model.encoder");
  /// ```
  ///
  /// @param prefix such as `model.encoder`; if empty, the whole state is taken
  /// @throws IllegalArgumentException if names are missing or unexpected or shapes differ, see
  ///   [#loadStateDict(Map)]
  public final void loadStateDict(Map<String, Tensor> state, String prefix) {
    String begin = prefix.isEmpty() ? "" : prefix + ".";
    var part = new LinkedHashMap<String, Tensor>();
    state.forEach((name, tensor) -> {
      if (name.startsWith(begin)) {
        part.put(name.substring(begin.length()), tensor);
      }
    });
    if (part.isEmpty() && !state.isEmpty()) {
      throw new IllegalArgumentException(
          "%s.loadStateDict: prefix is \"%s\", expected one of the %d names to begin with it; the first is \"%s\""
              .formatted(typeName(), prefix, state.size(), state.keySet().iterator().next()));
    }
    loadStateDict(part);
  }

  /// Returns PyTorch's complaints, in its order.
  private static List<String> faults(Map<String, Tensor> named, Map<String, Tensor> state) {
    var faults = new ArrayList<String>();
    List<String> missing =
        named.keySet().stream().filter(name -> !state.containsKey(name)).toList();
    if (!missing.isEmpty()) {
      faults.add("Missing key(s) in state_dict: " + quoted(missing) + ".");
    }
    List<String> extra = state.keySet().stream().filter(name -> !named.containsKey(name)).toList();
    if (!extra.isEmpty()) {
      faults.add("Unexpected key(s) in state_dict: " + quoted(extra) + ".");
    }
    named.forEach((name, parameter) -> {
      Tensor source = state.get(name);
      if (source != null && !source.shape().equals(parameter.shape())) {
        faults.add(
            "size mismatch for %s: copying a param with shape %s from checkpoint, the shape in current model is %s."
                .formatted(name, source.shape(), parameter.shape()));
      }
    });
    return faults;
  }

  private static String quoted(List<String> names) {
    return names.stream().collect(Collectors.joining("\", \"", "\"", "\""));
  }

  // ---- Printed form

  /// Returns the name this kind of module is printed with: that of its class, unless PyTorch spells
  /// it otherwise.
  protected String typeName() {
    return getClass().getSimpleName();
  }

  /// Returns what is printed between the parentheses, as PyTorch's `extra_repr`; empty at first.
  protected String extraRepr() {
    return "";
  }

  /// Returns PyTorch's printed form of this module and its children, each on a line of its own.
  @Override
  public String toString() {
    if (children.isEmpty()) {
      return typeName() + "(" + extraRepr() + ")";
    }
    var lines = new ArrayList<String>();
    if (!extraRepr().isEmpty()) {
      lines.add(extraRepr());
    }
    children.forEach((name, child) -> lines.add("(" + name + "): " + child));
    return lines.stream()
        .map(line -> "  " + line.replace("\n", "\n  ") + "\n")
        .collect(Collectors.joining("", typeName() + "(\n", ")"));
  }
}
