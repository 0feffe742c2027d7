package rnn4j.io.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rnn4j.io.WeightFormatException;

/// Finds the recurrent nodes of a model: in its graph, in the graphs that `If`, `Loop` and `Scan`
/// have, and in functions, once for every call.
final class RecurrentNodes {

  /// Real models have graphs in graphs some five deep.
  private static final int MAX_DEPTH = 50;

  private static final int MAX_VISITS = 2_000_000;

  /// Each becomes a layer, of some 20 kB at least.
  private static final int MAX_NODES = 2000;

  private final OnnxBytes file;
  private final Map<String, Function> functions = new HashMap<>();
  private final Map<Span, Graph> graphs = new HashMap<>();
  private final List<RecurrentNode> found = new ArrayList<>();
  private int visits;

  private RecurrentNodes(OnnxBytes file, List<Function> functions) {
    this.file = file;
    for (Function function : functions) {
      this.functions.put(function.domain() + ":" + function.name(), function);
    }
  }

  /// Returns the nodes in the order in which they stand in the file.
  static List<RecurrentNode> of(OnnxBytes file, Scope model, List<Function> functions)
      throws WeightFormatException {
    var nodes = new RecurrentNodes(file, functions);
    nodes.visit(model, "", 0);
    return nodes.found;
  }

  private void visit(Scope scope, String path, int depth) throws WeightFormatException {
    if (depth > MAX_DEPTH) {
      throw file.source()
          .fault(
              "has graphs or functions in one another more than %d deep, expected at most that"
                  .formatted(MAX_DEPTH));
    }
    for (Node node : scope.graph().nodes()) {
      if (++visits > MAX_VISITS) {
        throw file.source()
            .fault(
                "has functions that stand for more than %d nodes, expected at most that"
                    .formatted(MAX_VISITS));
      }
      RecurrentOperator operator = RecurrentOperator.of(node);
      if (operator != null) {
        if (found.size() == MAX_NODES) {
          throw file.source()
              .fault(
                  "has more than %d recurrent nodes, expected at most that".formatted(MAX_NODES));
        }
        found.add(new RecurrentNode(path + node.label(), operator, node, scope));
        continue;
      }
      for (Attribute attribute : node.attributes()) {
        for (Span span : attribute.graphs()) {
          String inside = path + node.label() + "." + attribute.name() + "/";
          visit(new Scope(graph(span), scope, scope.call()), inside, depth + 1);
        }
      }
      Function function = function(node);
      if (function != null) {
        var call = new Scope.Call(function, node, scope);
        visit(new Scope(function.body(), null, call), path + node.label() + "/", depth + 1);
      }
    }
  }

  private @Nullable Function function(Node node) {
    return functions.isEmpty() ? null : functions.get(node.domain() + ":" + node.opType());
  }

  /// Returns a nested graph, which is read once however often the function around it is called.
  private Graph graph(Span span) throws WeightFormatException {
    Graph graph = graphs.get(span);
    if (graph == null) {
      graph = Graph.read(file, span);
      graphs.put(span, graph);
    }
    return graph;
  }
}
