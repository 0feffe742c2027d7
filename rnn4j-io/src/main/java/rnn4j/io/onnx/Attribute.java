package rnn4j.io.onnx;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rnn4j.io.WeightFormatException;

/// An attribute of a node. Its value is read when asked for, as the type that is asked for.
///
/// @param reference the attribute of the function's caller that it stands for; empty if none
/// @param span where its message lies
record Attribute(OnnxBytes file, String name, String reference, Span span) {

  static Attribute read(OnnxBytes file, Span span) throws WeightFormatException {
    file.count();
    String name = "";
    String reference = "";
    ProtoFields fields = file.fields(span, "attribute");
    while (fields.next()) {
      switch (fields.number()) {
        case 1 -> name = fields.text();
        case 21 -> reference = fields.text();
        default -> {}
      }
    }
    return new Attribute(file, name, reference, span);
  }

  /// Returns the value of an integer; zero, as in protobuf, if there is none.
  long integer() throws WeightFormatException {
    long value = 0;
    ProtoFields fields = fields();
    while (fields.next()) {
      if (fields.number() == 3) {
        value = fields.integer();
      }
    }
    return value;
  }

  /// Returns the value of a number; zero, as in protobuf, if there is none.
  float number() throws WeightFormatException {
    float value = 0;
    ProtoFields fields = fields();
    while (fields.next()) {
      if (fields.number() == 2) {
        value = fields.single();
      }
    }
    return value;
  }

  /// Returns the value of a text.
  String text() throws WeightFormatException {
    String value = "";
    ProtoFields fields = fields();
    while (fields.next()) {
      if (fields.number() == 4) {
        value = fields.text();
      }
    }
    return value;
  }

  /// Returns a list of integers.
  List<Long> integers() throws WeightFormatException {
    var values = new Counted<Long>(file);
    ProtoFields fields = fields();
    while (fields.next()) {
      if (fields.number() == 8) {
        fields.integers(values::add);
        values.check();
      }
    }
    return values.list();
  }

  /// Returns a list of numbers.
  List<Float> numbers() throws WeightFormatException {
    var values = new Counted<Float>(file);
    ProtoFields fields = fields();
    while (fields.next()) {
      if (fields.number() == 7) {
        fields.singles(bits -> values.add(Float.intBitsToFloat((int) bits)));
        values.check();
      }
    }
    return values.list();
  }

  /// Returns a list of texts.
  List<String> texts() throws WeightFormatException {
    List<String> values = new ArrayList<>();
    ProtoFields fields = fields();
    while (fields.next()) {
      if (fields.number() == 9) {
        file.count();
        values.add(fields.text());
      }
    }
    return values;
  }

  /// Returns where a tensor lies, or null if the attribute is none.
  @Nullable Span tensor() throws WeightFormatException {
    Span tensor = null;
    ProtoFields fields = fields();
    while (fields.next()) {
      if (fields.number() == 5) {
        tensor = fields.span();
      }
    }
    return tensor;
  }

  /// Returns where the graphs lie that the attribute has; mostly there are none.
  List<Span> graphs() throws WeightFormatException {
    List<Span> graphs = List.of();
    ProtoFields fields = fields();
    while (fields.next()) {
      if (fields.number() == 6 || fields.number() == 11) {
        file.count();
        graphs = graphs.isEmpty() ? new ArrayList<>() : graphs;
        graphs.add(fields.span());
      }
    }
    return graphs;
  }

  private ProtoFields fields() {
    return file.fields(span, "attribute");
  }
}
