package rnn4j.io.onnx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rnn4j.io.FileLayer;
import rnn4j.nn.NamedTensors;
import rnn4j.nn.RecurrentConfig;
import rnn4j.nn.StoredLayer;
import rnn4j.tensor.Tensor;

/// Puts the nodes together that are the layers of one stack: where the input of a node is the
/// output of another, turned into a sequence as exporters do it, and nothing else is different.
///
/// ```
/// Y -> Squeeze(1) -> X                              one direction
/// Y -> Transpose(0, 2, 1, 3) -> Reshape(seqLen or 0, batch or 0, inputSize or -1) -> X
/// ```
final class OnnxStacks {
  private final Constants constants;
  private final Map<String, RecurrentNode> nodes;
  private final Map<String, OnnxFileLayer> layers;

  /// @param nodes by name
  /// @param layers by the same names, of those nodes that could be read
  OnnxStacks(
      Constants constants, Map<String, RecurrentNode> nodes, Map<String, OnnxFileLayer> layers) {
    this.constants = constants;
    this.nodes = nodes;
    this.layers = layers;
  }

  /// Returns all layers in their order, the nodes of each stack as one.
  List<FileLayer> joined() throws IOException {
    Map<String, String> above = new HashMap<>();
    Set<String> continued = new HashSet<>();
    for (String name : layers.keySet()) {
      String below = below(name);
      if (below != null && !above.containsKey(below)) {
        above.put(below, name);
        continued.add(name);
      }
    }
    constants.forget();
    List<FileLayer> joined = new ArrayList<>();
    Set<String> done = new HashSet<>();
    for (String first : layers.keySet()) {
      if (!continued.contains(first)) {
        List<OnnxFileLayer> stack = new ArrayList<>();
        for (String name = first; name != null; name = above.get(name)) {
          stack.add(layer(name));
          done.add(name);
        }
        joined.add(stack.size() == 1 ? stack.getFirst() : FileLayer.of(stored(stack)));
      }
    }
    // Nodes that feed each other in a circle, which no model has, are no stack.
    layers.forEach((name, layer) -> {
      if (!done.contains(name)) {
        joined.add(layer);
      }
    });
    return joined;
  }

  private OnnxFileLayer layer(String name) {
    return Objects.requireNonNull(layers.get(name), name);
  }

  private RecurrentNode node(String name) {
    return Objects.requireNonNull(nodes.get(name), name);
  }

  /// Returns the node whose output is the input of a node, if they can be layers of one stack.
  private @Nullable String below(String name) throws IOException {
    RecurrentNode node = node(name);
    String y = sequenceOf(node, layer(name).layer().options().inputSize());
    if (y == null) {
      return null;
    }
    for (String other : layers.keySet()) {
      List<String> outputs = node(other).node().outputs();
      boolean isBelow =
          !other.equals(name)
              && !outputs.isEmpty()
              && outputs.getFirst().equals(y)
              && isAtOnePlace(node(other), node);
      if (isBelow && fit(other, name)) {
        return other;
      }
    }
    return null;
  }

  @SuppressWarnings("ReferenceEquality") // one graph has a scope for every place where it runs
  private static boolean isAtOnePlace(RecurrentNode a, RecurrentNode b) {
    return a.scope() == b.scope();
  }

  /// Returns the output that a node's input is made of, or null.
  private @Nullable String sequenceOf(RecurrentNode node, int inputSize) throws IOException {
    Scope scope = node.scope();
    Node maker = scope.graph().producers().get(node.node().input(0));
    if (maker != null && maker.isStandard("Squeeze")) {
      return Arrays.equals(integers(scope, maker, "axes"), new long[] {1}) ? maker.input(0) : null;
    }
    if (maker == null || !maker.isStandard("Reshape")) {
      return null;
    }
    long[] shape = integers(scope, maker, "shape");
    Node turned = scope.graph().producers().get(maker.input(0));
    if (turned == null || !turned.isStandard("Transpose")) {
      return null;
    }
    boolean isSequence =
        Arrays.equals(attribute(scope, turned, "perm"), new long[] {0, 2, 1, 3})
            && shape.length == 3
            && shape[0] >= 0
            && shape[1] >= 0
            && (shape[2] == -1 || shape[2] == inputSize);
    return isSequence ? turned.input(0) : null;
  }

  private long[] integers(Scope scope, Node node, String attribute) throws IOException {
    if (node.input(1).isEmpty()) {
      return attribute(scope, node, attribute);
    }
    Constant constant = constants.find(scope, node.input(1), node.described());
    return constant == null ? new long[0] : constant.integers();
  }

  private static long[] attribute(Scope scope, Node node, String name) throws IOException {
    Attribute attribute = scope.attribute(node, name);
    return attribute == null
        ? new long[0]
        : attribute.integers().stream().mapToLong(Long::longValue).toArray();
  }

  private boolean fit(String below, String above) {
    OnnxFileLayer low = layer(below);
    OnnxFileLayer high = layer(above);
    OnnxOptions a = low.layer().options();
    OnnxOptions b = high.layer().options();
    return low.stored().isPresent()
        && high.stored().isPresent()
        && !low.layer().hasConstantInputs()
        && !high.layer().hasConstantInputs()
        && a.operator() == b.operator()
        && a.hiddenSize() == b.hiddenSize()
        && a.directions().equals(b.directions())
        && a.activations().equals(b.activations())
        && a.bias() == b.bias()
        && a.peepholes() == b.peepholes()
        && a.dtype() == b.dtype()
        && !a.batchFirst()
        && !b.batchFirst()
        && b.inputSize() == a.hiddenSize() * a.directions().size()
        && lengthsOf(below).equals(lengthsOf(above));
  }

  /// Returns the name of the value that has the sequences' lengths, empty if none has.
  private String lengthsOf(String name) {
    return node(name).node().input(NodeReader.SEQUENCE_LENS);
  }

  private static StoredLayer stored(List<OnnxFileLayer> stack) throws IOException {
    Map<String, Tensor> parameters = new LinkedHashMap<>();
    for (int l = 0; l < stack.size(); l++) {
      NamedTensors of = stack.get(l).stored().orElseThrow().parameters();
      for (String name : of.names()) {
        parameters.put(name.replace("_l0", "_l" + l), of.tensor(name));
      }
    }
    StoredLayer first = stack.getFirst().stored().orElseThrow();
    return new StoredLayer(
        first.name(),
        stacked(first.config(), stack.size()),
        false,
        List.of(),
        NamedTensors.of(parameters));
  }

  private static <C extends RecurrentConfig<C>> RecurrentConfig<?> stacked(
      RecurrentConfig<C> config, int numLayers) {
    return config.withNumLayers(numLayers);
  }
}
