package rnn4j.io.onnx;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rnn4j.io.WeightFormatException;
import rnn4j.io.file.Quoted;

/// A node of a graph.
///
/// @param inputs names of values; empty where an optional one is left out
record Node(
    String name,
    String opType,
    String domain,
    List<String> inputs,
    List<String> outputs,
    List<Attribute> attributes) {

  static Node read(OnnxBytes file, Span span) throws WeightFormatException {
    file.count();
    String name = "";
    String opType = "";
    String domain = "";
    List<String> inputs = List.of();
    List<String> outputs = List.of();
    List<Attribute> attributes = List.of();
    ProtoFields fields = file.fields(span, "node");
    while (fields.next()) {
      switch (fields.number()) {
        case 1 -> inputs = with(file, inputs, fields.text());
        case 2 -> outputs = with(file, outputs, fields.text());
        case 3 -> name = fields.text();
        case 4 -> opType = fields.text();
        case 5 -> attributes = with(file, attributes, Attribute.read(file, fields.span()));
        case 7 -> domain = fields.text();
        default -> {}
      }
    }
    return new Node(
        name, opType, domain.equals("ai.onnx") ? "" : domain, inputs, outputs, attributes);
  }

  /// Adds to a list, which is an array only if something is in it.
  private static <T> List<T> with(OnnxBytes file, List<T> list, T value)
      throws WeightFormatException {
    file.count();
    List<T> longer = list.isEmpty() ? new ArrayList<>(2) : list;
    longer.add(value);
    return longer;
  }

  /// Returns the name of an input, empty if it is left out.
  String input(int index) {
    return index < inputs.size() ? inputs.get(index) : "";
  }

  /// Returns an attribute as it stands here, or null if there is none.
  @Nullable Attribute attribute(String wanted) {
    for (Attribute attribute : attributes) {
      if (attribute.name().equals(wanted)) {
        return attribute;
      }
    }
    return null;
  }

  /// Returns whether this is an operator of the standard.
  boolean isStandard(String operator) {
    return domain.isEmpty() && opType.equals(operator);
  }

  /// Returns a name to show; not every node has one, but all that count have an output.
  String label() {
    return !name.isEmpty() ? name : outputs.isEmpty() ? opType : outputs.getFirst();
  }

  /// Returns how faults name it, such as `node "LSTM_3" (LSTM)`.
  String described() {
    return "node %s (%s)".formatted(Quoted.of(label()), Quoted.bare(opType));
  }
}
