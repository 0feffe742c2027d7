package rnn4j.io.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import rnn4j.io.WeightFormatException;

/// What a graph, or the body of a function, is made of.
///
/// @param producers the node that each value comes from
/// @param initializers where each constant lies
/// @param inputs of a function, in order; a graph's are not asked for
record Graph(
    List<Node> nodes,
    Map<String, Node> producers,
    Map<String, Span> initializers,
    List<String> inputs) {

  static Graph read(OnnxBytes file, Span span) throws WeightFormatException {
    List<Node> nodes = new ArrayList<>();
    Map<String, Span> initializers = new HashMap<>();
    ProtoFields fields = file.fields(span, "graph");
    while (fields.next()) {
      switch (fields.number()) {
        case 1 -> nodes.add(Node.read(file, fields.span()));
        case 5 -> {
          file.count();
          initializers.put(nameOfTensor(file, fields.span()), fields.span());
        }
        default -> {}
      }
    }
    return new Graph(nodes, producers(nodes), initializers, List.of());
  }

  /// Reads the body of a function.
  static Graph ofFunction(OnnxBytes file, Span span) throws WeightFormatException {
    List<Node> nodes = new ArrayList<>();
    List<String> inputs = new ArrayList<>();
    ProtoFields fields = file.fields(span, "function");
    while (fields.next()) {
      switch (fields.number()) {
        case 4 -> {
          file.count();
          inputs.add(fields.text());
        }
        case 7 -> nodes.add(Node.read(file, fields.span()));
        default -> {}
      }
    }
    return new Graph(nodes, producers(nodes), Map.of(), inputs);
  }

  private static Map<String, Node> producers(List<Node> nodes) {
    Map<String, Node> producers = new HashMap<>();
    for (Node node : nodes) {
      node.outputs().forEach(output -> producers.put(output, node));
    }
    return producers;
  }

  private static String nameOfTensor(OnnxBytes file, Span span) throws WeightFormatException {
    String name = "";
    ProtoFields fields = file.fields(span, "tensor");
    while (fields.next()) {
      if (fields.number() == 8) {
        name = fields.text();
      }
    }
    return name;
  }
}
