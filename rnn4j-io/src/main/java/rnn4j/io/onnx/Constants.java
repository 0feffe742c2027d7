package rnn4j.io.onnx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rnn4j.io.WeightFormatException;
import rnn4j.io.file.Quoted;

/// Finds out which values of a model are constants, and what they are: initialisers, what
/// `Constant` nodes say, and what comes of them by nodes that only rearrange or convert elements.
final class Constants {

  /// More nodes than this do not stand between an initialiser and a weight.
  private static final int MAX_DEPTH = 100;

  private static final int MAX_STEPS = 100_000;

  private final OnnxBytes file;
  private final Rearrangement rearrangement;
  private final IdentityHashMap<Graph, Map<String, Constant>> known = new IdentityHashMap<>();
  private final Set<Span> used = new HashSet<>();
  private long elements;
  private int steps;

  Constants(OnnxBytes file) {
    this.file = file;
    this.rearrangement = new Rearrangement(this);
  }

  /// Returns a value.
  ///
  /// @param wanted what it is wanted for, as faults name it
  /// @throws WeightFormatException if it is no constant
  Constant value(Scope scope, String name, String wanted) throws IOException {
    Constant constant = find(scope, name, wanted, 0);
    if (constant == null) {
      throw file.source()
          .fault(
              "%s is %s, which the model computes, expected a constant"
                  .formatted(wanted, Quoted.of(name)));
    }
    return constant;
  }

  /// Returns a value, or null if it is not a constant.
  @Nullable Constant find(Scope scope, String name, String wanted) throws IOException {
    return find(scope, name, wanted, 0);
  }

  private @Nullable Constant find(Scope scope, String name, String wanted, int depth)
      throws IOException {
    if (depth > MAX_DEPTH) {
      throw file.source()
          .fault(
              "%s comes from more than %d nodes in a row, expected at most that"
                  .formatted(wanted, MAX_DEPTH));
    }
    if (++steps > MAX_STEPS) {
      throw file.source()
          .fault(
              "%s comes from more than %d values, expected at most that"
                  .formatted(wanted, MAX_STEPS));
    }
    for (Scope s = scope; s != null; s = s.outer()) {
      Span initializer = s.graph().initializers().get(name);
      if (initializer != null) {
        used.add(initializer);
        return StoredTensor.read(file, initializer).value();
      }
      Node node = s.graph().producers().get(name);
      if (node != null) {
        return ofNode(s, node, name, wanted, depth);
      }
      Scope.Call call = s.call();
      if (s.outer() == null && call != null) {
        int input = call.function().body().inputs().indexOf(name);
        String given = input < 0 ? "" : call.node().input(input);
        return given.isEmpty() ? null : find(call.from(), given, wanted, depth + 1);
      }
    }
    return null;
  }

  private @Nullable Constant ofNode(Scope scope, Node node, String name, String wanted, int depth)
      throws IOException {
    // In a function a value is another at every call.
    boolean isOnce = scope.call() == null;
    Map<String, Constant> ofGraph = known.computeIfAbsent(scope.graph(), _ -> new HashMap<>());
    Constant before = isOnce ? ofGraph.get(name) : null;
    if (before != null) {
      return before;
    }
    if (!node.domain().isEmpty()) {
      return null;
    }
    Constant constant = compute(scope, node, name, wanted, depth);
    if (constant != null && isOnce) {
      ofGraph.put(name, constant);
    }
    return constant;
  }

  private @Nullable Constant compute(Scope scope, Node node, String name, String wanted, int depth)
      throws IOException {
    if (node.opType().equals("Constant")) {
      Attribute tensor = node.attribute("value");
      Span span = tensor == null ? null : tensor.tensor();
      if (span != null) {
        used.add(span);
      }
      return ConstantNode.value(file, scope, node);
    }
    if (!Rearrangement.knows(node)) {
      return null;
    }
    List<@Nullable Constant> inputs = new ArrayList<>();
    for (String input : node.inputs()) {
      if (input.isEmpty()) {
        inputs.add(null);
        continue;
      }
      Constant constant = find(scope, input, wanted, depth + 1);
      if (constant == null) {
        return null;
      }
      inputs.add(constant);
    }
    return counted(rearrangement.apply(scope, node, inputs, node.outputs().indexOf(name)));
  }

  /// Returns where the stored tensors lie that have been read.
  Set<Span> used() {
    return Set.copyOf(used);
  }

  /// Forgets what has been found, so that the memory can go.
  void forget() {
    known.clear();
    used.clear();
    steps = 0;
    elements = 0;
  }

  /// Counts elements, since a few nodes can make many of few: `Concat(a, a)`, and so on.
  private Constant counted(Constant constant) throws WeightFormatException {
    long most = file.mostElements();
    elements += constant.tensor().numel();
    if (constant.tensor().numel() > most || elements > 16 * most) {
      throw file.source()
          .fault(
              "makes a constant of %d elements, and %d in all, from few, expected at most %d in one"
                  .formatted(constant.tensor().numel(), elements, most));
    }
    return constant;
  }

  WeightFormatException fault(Node node, String text) {
    return file.source().fault(node.described() + " " + text);
  }
}
