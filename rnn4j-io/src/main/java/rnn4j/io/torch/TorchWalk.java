package rnn4j.io.torch;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import rnn4j.io.WeightFormatException;
import rnn4j.io.file.Quoted;
import rnn4j.io.file.Source;
import rnn4j.io.pickle.PyDict;
import rnn4j.io.pickle.PyList;
import rnn4j.io.pickle.PyObject;

/// Finds the tensors in what a pickle built, and gives them names.
///
/// A name is the path to the tensor, joined by dots. A *state* is a dictionary of tensors without
/// further containers of tensors, or a whole module. If the file holds just one beside those of
/// optimisers, its own path is left out of its tensors' names, so that they are those of the model:
/// `rnn.weight_ih_l0`, not `checkpoint.model_state_dict.rnn.weight_ih_l0`.
///
/// Containers may hold each other, and one may stand at many places. So the walk is bounded in
/// depth and steps, and leaves a container out that it is in.
final class TorchWalk {
  private static final int MAX_DEPTH = 100;
  private static final int MAX_STEPS = 1 << 21;
  private static final int MAX_METADATA = 1000;
  private static final int MAX_TEXT = 1000;

  /// All names together; a long one may stand before very many.
  private static final long MAX_CHARACTERS = 1 << 25;

  private final Source source;
  private final Map<String, TorchTensor> tensors = new LinkedHashMap<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final Map<String, PyObject> modules = new LinkedHashMap<>();
  private final List<String> states = new ArrayList<>();
  private final Set<Object> inside = Collections.newSetFromMap(new IdentityHashMap<>());
  private final IdentityHashMap<Object, Boolean> tensorsBelow = new IdentityHashMap<>();
  private int steps;
  private long characters;

  private TorchWalk(Source source) {
    this.source = source;
  }

  /// Returns what a file's root value holds.
  static TorchContent content(Source source, Object root) throws WeightFormatException {
    var walk = new TorchWalk(source);
    walk.visit("", root, false, false);
    return walk.result(root);
  }

  // ---- The walk

  /// @param inState whether a state has begun above, whose tensors belong to it
  /// @param optimizer whether the value belongs to the state of an optimiser
  private void visit(String path, Object value, boolean inState, boolean optimizer)
      throws WeightFormatException {
    if (++steps > MAX_STEPS) {
      throw source.fault(
          "refers to the same parts again and again, expected at most %d steps through them"
              .formatted(MAX_STEPS));
    }
    characters += path.length();
    if (characters > MAX_CHARACTERS) {
      throw source.fault(
          "has names of more than %d characters in all, expected fewer".formatted(MAX_CHARACTERS));
    }
    switch (value) {
      case TorchTensor tensor -> add(path, tensor);
      case PyDict _, PyList _, PyObject _ -> enter(path, value, inState, optimizer);
      default -> {}
    }
  }

  private void enter(String path, Object container, boolean inState, boolean optimizer)
      throws WeightFormatException {
    if (inside.size() >= MAX_DEPTH) {
      throw source.fault(
          "is nested deeper than %d containers, at %s".formatted(MAX_DEPTH, Quoted.of(path)));
    }
    if (!inside.add(container)) {
      return;
    }
    boolean ofOptimizer = optimizer || isOptimizer(container);
    boolean beginsState = !inState && !ofOptimizer && isState(container);
    if (beginsState) {
      states.add(path);
    }
    if (container instanceof PyObject object) {
      modules.put(path, object);
    }
    boolean below = inState || beginsState;
    for (Map.Entry<String, Object> part : parts(container).entrySet()) {
      String name = joined(path, part.getKey());
      visit(name, part.getValue(), below, ofOptimizer);
      if (!below && !ofOptimizer && !(container instanceof PyList)) {
        addText(name, part.getValue());
      }
    }
    inside.remove(container);
  }

  private void add(String path, TorchTensor tensor) throws WeightFormatException {
    String name = path.isEmpty() ? "tensor" : path;
    if (tensors.put(name, tensor) != null) {
      throw source.tensorFault(name, "stands twice in the file, expected once");
    }
  }

  private void addText(String path, Object value) {
    boolean plain =
        value instanceof Long
            || value instanceof Double
            || value instanceof Boolean
            || value instanceof BigInteger
            || value instanceof String;
    if (plain && metadata.size() < MAX_METADATA && value.toString().length() <= MAX_TEXT) {
      metadata.put(path, value.toString());
    }
  }

  // ---- Containers

  /// Returns the values in a container by name: of a module its parameters, buffers and children,
  /// as in its `state_dict`; of any other object its public attributes.
  private static Map<String, Object> parts(Object container) {
    Map<String, Object> parts = new LinkedHashMap<>();
    switch (container) {
      case PyDict dict -> dict.items().forEach(named(parts));
      case PyList list -> {
        for (int i = 0; i < list.items().size(); i++) {
          parts.put(Integer.toString(i), list.items().get(i));
        }
      }
      case PyObject object when isModule(object) -> {
        for (String group : List.of("_parameters", "_buffers", "_modules")) {
          if (object.attribute(group) instanceof PyDict dict) {
            dict.items().forEach(named(parts));
          }
        }
      }
      case PyObject object -> {
        object.items().items().forEach(named(parts));
        PyDict attributes = object.attributes();
        if (attributes != null) {
          attributes.items().forEach(named(parts));
          parts.keySet().removeIf(name -> name.startsWith("_"));
        }
      }
      default -> {}
    }
    return parts;
  }

  private static BiConsumer<Object, Object> named(Map<String, Object> parts) {
    return (key, value) ->
        parts.put(
            key instanceof String || key instanceof Long ? key.toString() : "#" + parts.size(),
            value);
  }

  private static boolean isModule(PyObject object) {
    return object.attribute("_parameters") instanceof PyDict;
  }

  /// A dictionary of the form that `Optimizer.state_dict()` has.
  private static boolean isOptimizer(Object container) {
    return container instanceof PyDict dict
        && dict.get("state") instanceof PyDict
        && dict.get("param_groups") instanceof PyList;
  }

  private boolean isState(Object container) throws WeightFormatException {
    if (container instanceof PyObject) {
      return hasTensors(container, 0);
    }
    boolean tensor = false;
    for (Object value : parts(container).values()) {
      tensor |= value instanceof TorchTensor;
      if (!(value instanceof TorchTensor) && hasTensors(value, 0)) {
        return false;
      }
    }
    return tensor;
  }

  private boolean hasTensors(Object value, int depth) throws WeightFormatException {
    if (value instanceof TorchTensor) {
      return true;
    }
    if (!(value instanceof PyDict || value instanceof PyList || value instanceof PyObject)) {
      return false;
    }
    Boolean known = tensorsBelow.get(value);
    if (known != null) {
      return known;
    }
    if (depth > MAX_DEPTH) {
      throw source.fault("is nested deeper than %d containers".formatted(MAX_DEPTH));
    }
    tensorsBelow.put(value, false); // for a container that holds itself
    boolean has = false;
    for (Object part : parts(value).values()) {
      has |= hasTensors(part, depth + 1);
    }
    tensorsBelow.put(value, has);
    return has;
  }

  private static String joined(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  // ---- The result

  private TorchContent result(Object root) throws WeightFormatException {
    String model = states.size() == 1 ? states.getFirst() : "";
    String what =
        root instanceof PyObject
            ? "whole module"
            : root instanceof PyDict ? "state_dict" : "tensors";
    if (model.isEmpty()) {
      String kind = states.size() > 1 ? "states " + Quoted.list(states) : what;
      return new TorchContent(kind, tensors, metadata, modules);
    }
    String kind =
        "%s at %s"
            .formatted(
                modules.containsKey(model) ? "whole module" : "state_dict", Quoted.of(model));
    Map<String, TorchTensor> renamed = new LinkedHashMap<>();
    for (Map.Entry<String, TorchTensor> entry : tensors.entrySet()) {
      if (renamed.put(without(model, entry.getKey()), entry.getValue()) != null) {
        return new TorchContent(kind, tensors, metadata, modules);
      }
    }
    Map<String, PyObject> renamedModules = new LinkedHashMap<>();
    modules.forEach((path, module) -> renamedModules.put(without(model, path), module));
    return new TorchContent(kind, renamed, metadata, renamedModules);
  }

  private static String without(String model, String path) {
    if (path.equals(model)) {
      return "";
    }
    return path.startsWith(model + ".") ? path.substring(model.length() + 1) : path;
  }
}
