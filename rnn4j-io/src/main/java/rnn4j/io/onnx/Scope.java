package rnn4j.io.onnx;

import org.jspecify.annotations.Nullable;

/// A graph at the place where it runs, which says what its names mean: a nested graph sees the
/// names around it, the body of a function only its inputs, which are values where it is called.
///
/// @param outer the graph around a nested graph; null for the model's and for functions
/// @param call the call that the nodes of a function's body, and of graphs in it, run in; null
///   outside of functions
record Scope(Graph graph, @Nullable Scope outer, @Nullable Call call) {

  /// A call of a function.
  ///
  /// @param node the node that stands for the function
  /// @param from where that node stands
  record Call(Function function, Node node, Scope from) {}

  /// Returns an attribute of a node here, followed to where its value stands, or null if there is
  /// none.
  @Nullable Attribute attribute(Node node, String name) {
    Attribute attribute = node.attribute(name);
    if (attribute == null || attribute.reference().isEmpty()) {
      return attribute;
    }
    if (call == null) {
      return null;
    }
    Attribute given = call.from.attribute(call.node, attribute.reference());
    if (given != null) {
      return given;
    }
    for (Attribute ofFunction : call.function.defaults()) {
      if (ofFunction.name().equals(attribute.reference())) {
        return ofFunction;
      }
    }
    return null;
  }
}
