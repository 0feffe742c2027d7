package rnn4j.io.onnx;

import java.util.ArrayList;
import java.util.List;
import rnn4j.io.WeightFormatException;

/// A function of a model: nodes that stand for one node of its name.
///
/// @param defaults attributes of the function that a call may leave out
record Function(String domain, String name, Graph body, List<Attribute> defaults) {

  static Function read(OnnxBytes file, Span span) throws WeightFormatException {
    String domain = "";
    String name = "";
    List<Attribute> defaults = new ArrayList<>();
    ProtoFields fields = file.fields(span, "function");
    while (fields.next()) {
      switch (fields.number()) {
        case 1 -> name = fields.text();
        case 10 -> domain = fields.text();
        case 11 -> defaults.add(Attribute.read(file, fields.span()));
        default -> {}
      }
    }
    return new Function(domain, name, Graph.ofFunction(file, span), defaults);
  }
}
