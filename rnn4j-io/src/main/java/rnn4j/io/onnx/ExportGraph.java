package rnn4j.io.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import rnn4j.tensor.DType;
import rnn4j.tensor.Tensor;

/// A graph that is being written: nodes in the order in which they compute, constants, inputs and
/// outputs. Methods that add a node return the name of its first output.
final class ExportGraph {
  private final ProtoWriter message = new ProtoWriter();
  private final String prefix;
  private int values;

  /// Creates an empty graph.
  ///
  /// @param prefix what the names made here begin with, so that graphs in one another differ
  ExportGraph(String prefix) {
    this.prefix = prefix;
  }

  /// An attribute of a node.
  record Attribute(ProtoWriter message) {
    static Attribute integer(String name, long value) {
      return new Attribute(new ProtoWriter().text(1, name).integer(3, value).integer(20, 2));
    }

    static Attribute text(String name, String value) {
      return new Attribute(new ProtoWriter().text(1, name).text(4, value).integer(20, 3));
    }

    static Attribute graph(String name, ExportGraph value) {
      return new Attribute(
          new ProtoWriter().text(1, name).message(6, value.named(name)).integer(20, 5));
    }

    static Attribute integers(String name, long... values) {
      return new Attribute(new ProtoWriter().text(1, name).integers(8, values).integer(20, 7));
    }

    static Attribute texts(String name, String... values) {
      ProtoWriter message = new ProtoWriter().text(1, name);
      for (String value : values) {
        message.text(9, value);
      }
      return new Attribute(message.integer(20, 8));
    }
  }

  /// Returns a name for a value that has none of its own.
  String value(String what) {
    return prefix + what + "_" + values++;
  }

  /// Adds a node of one output with a name made for it.
  String node(String operator, List<String> inputs, Attribute... attributes) {
    String output = value(operator);
    node(operator, operator, inputs, List.of(output), attributes);
    return output;
  }

  /// Adds a node.
  void node(
      String name,
      String operator,
      List<String> inputs,
      List<String> outputs,
      Attribute... attributes) {
    ProtoWriter node = new ProtoWriter();
    inputs.forEach(input -> node.text(1, input));
    outputs.forEach(output -> node.text(2, output));
    node.text(3, name.equals(operator) ? prefix + operator + "_" + values : name);
    node.text(4, operator);
    for (Attribute attribute : attributes) {
      node.message(5, attribute.message);
    }
    message.message(1, node);
  }

  /// Adds a constant and returns its name.
  String constant(String name, Tensor tensor) {
    int[] sizes = tensor.shape().toArray();
    ProtoWriter stored = new ProtoWriter();
    for (int size : sizes) {
      stored.integer(1, size);
    }
    stored.integer(2, type(tensor.dtype()).code()).text(8, name).bytes(9, bytes(tensor));
    message.message(5, stored);
    return name;
  }

  /// Adds integers that are sizes or positions, and returns their name.
  String integers(long... values) {
    return node("Constant", List.of(), Attribute.integers("value_ints", values));
  }

  /// Adds an integer without a dimension, and returns its name.
  String integer(long value) {
    return node("Constant", List.of(), Attribute.integer("value_int", value));
  }

  /// Declares an input of the graph.
  ///
  /// @param dims a number, or the name of a size that is free
  void input(String name, OnnxType type, Object... dims) {
    message.message(11, valueInfo(name, type, dims));
  }

  /// Declares an output of the graph.
  void output(String name, OnnxType type, Object... dims) {
    message.message(12, valueInfo(name, type, dims));
  }

  private static ProtoWriter valueInfo(String name, OnnxType type, Object... dims) {
    ProtoWriter shape = new ProtoWriter();
    for (Object dim : dims) {
      shape.message(
          1,
          dim instanceof Integer size
              ? new ProtoWriter().integer(1, size)
              : new ProtoWriter().text(2, dim.toString()));
    }
    ProtoWriter tensor = new ProtoWriter().integer(1, type.code()).message(2, shape);
    return new ProtoWriter().text(1, name).message(2, new ProtoWriter().message(1, tensor));
  }

  /// Returns the graph as a message.
  ProtoWriter named(String name) {
    return message.text(2, name);
  }

  static OnnxType type(DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> OnnxType.FLOAT;
      case FLOAT64 -> OnnxType.DOUBLE;
    };
  }

  private static byte[] bytes(Tensor tensor) {
    int size = type(tensor.dtype()).bytes();
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(tensor.numel(), size))
            .order(ByteOrder.LITTLE_ENDIAN);
    switch (tensor.dtype()) {
      case FLOAT32 -> bytes.asFloatBuffer().put(tensor.toFloatArray());
      case FLOAT64 -> bytes.asDoubleBuffer().put(tensor.toDoubleArray());
    }
    return bytes.array();
  }
}
