package rnn4j.io.onnx;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import rnn4j.io.WeightFormatException;

/// Finds the tensors that are stored in a model: initialisers, and the values of `Constant` nodes.
/// Those of nested graphs and functions are named by the path there.
final class OnnxTensors {
  private static final int MAX_DEPTH = 50;

  private final OnnxBytes file;
  private final Map<String, Span> found = new LinkedHashMap<>();

  private OnnxTensors(OnnxBytes file) {
    this.file = file;
  }

  /// Returns where each tensor lies.
  static Map<String, Span> of(OnnxBytes file, Graph model, List<Function> functions)
      throws WeightFormatException {
    var tensors = new OnnxTensors(file);
    tensors.visit(model, "", 0);
    for (Function function : functions) {
      tensors.visit(function.body(), function.name() + "/", 0);
    }
    return tensors.found;
  }

  private void visit(Graph graph, String path, int depth) throws WeightFormatException {
    if (depth > MAX_DEPTH) {
      throw file.source()
          .fault(
              "has graphs in one another more than %d deep, expected at most that"
                  .formatted(MAX_DEPTH));
    }
    for (Map.Entry<String, Span> initializer : graph.initializers().entrySet()) {
      add(path + initializer.getKey(), initializer.getValue());
    }
    for (Node node : graph.nodes()) {
      if (node.isStandard("Constant")) {
        Attribute value = node.attribute("value");
        Span tensor = value == null ? null : value.tensor();
        if (tensor != null) {
          add(path + (node.outputs().isEmpty() ? node.label() : node.outputs().getFirst()), tensor);
        }
      }
      for (Attribute attribute : node.attributes()) {
        for (Span nested : attribute.graphs()) {
          visit(
              Graph.read(file, nested),
              path + node.label() + "." + attribute.name() + "/",
              depth + 1);
        }
      }
    }
  }

  private void add(String name, Span tensor) throws WeightFormatException {
    file.count();
    String unique = name;
    for (int i = 2; found.containsKey(unique); i++) {
      unique = name + "#" + i;
    }
    found.put(unique, tensor);
  }
}
