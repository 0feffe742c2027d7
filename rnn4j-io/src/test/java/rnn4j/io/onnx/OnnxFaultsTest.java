package rnn4j.io.onnx;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import rnn4j.io.WeightFormatException;

/// One file made by hand for every fault.
final class OnnxFaultsTest {
  private static final int FLOAT = 1;

  // ---- Messages by hand: the numbers are those of the format's fields

  static ProtoWriter message() {
    return new ProtoWriter();
  }

  static byte[] model(ProtoWriter graph) {
    return message().message(7, graph).toByteArray();
  }

  static ProtoWriter node(String operator, String inputs, String outputs) {
    ProtoWriter node = message();
    Arrays.stream(inputs.split(" ", -1)).forEach(input -> node.text(1, input));
    Arrays.stream(outputs.split(" ", -1)).forEach(output -> node.text(2, output));
    return node.text(3, outputs + "_node").text(4, operator);
  }

  static ProtoWriter attribute(String name) {
    return message().text(1, name);
  }

  static ProtoWriter tensor(String name, int type, int bytes, long... dims) {
    return message().integers(1, dims).integer(2, type).text(8, name).bytes(9, new byte[bytes]);
  }

  /// An LSTM of input size 1 and hidden size 1 with weights that fit.
  static ProtoWriter lstm() {
    return node("LSTM", "X W R", "Y");
  }

  static ProtoWriter graph(ProtoWriter... nodes) {
    ProtoWriter graph = message();
    Stream.of(nodes).forEach(node -> graph.message(1, node));
    return graph
        .message(5, tensor("W", FLOAT, 16, 1, 4, 1))
        .message(5, tensor("R", FLOAT, 16, 1, 4, 1))
        .message(5, tensor("B", FLOAT, 32, 1, 8))
        .message(5, tensor("axes", 7, 8, 1))
        .message(5, tensor("double", 11, 32, 1, 4, 1))
        .message(5, tensor("flat", FLOAT, 16, 4, 1))
        .message(5, tensor("empty", FLOAT, 0, 0, 4, 1));
  }

  private static byte[] withAttribute(ProtoWriter attribute) {
    return model(graph(lstm().message(5, attribute)));
  }

  private static byte[] withInput(String inputs) {
    return model(graph(node("LSTM", inputs, "Y")));
  }

  /// A model whose W comes from a node.
  private static byte[] withWeight(ProtoWriter producer) {
    return model(graph(producer, node("LSTM", "X weight R", "Y")));
  }

  private static byte[] withTensor(ProtoWriter tensor) {
    return model(graph(node("LSTM", "X T R", "Y")).message(5, tensor));
  }

  private static byte[] bytes(int... values) {
    var bytes = new byte[values.length];
    IntStream.range(0, values.length).forEach(i -> bytes[i] = (byte) values[i]);
    return bytes;
  }

  static Stream<Arguments> files() {
    return Stream.of(wire(), graphs(), nodes(), constants(), tensors()).flatMap(s -> s);
  }

  private static Stream<Arguments> wire() {
    return Stream.of(
        arguments(bytes(), "has no graph, expected an ONNX model"),
        arguments(
            bytes(0x3a, 5, 0),
            "model at byte 0 needs 5 bytes at byte 2, 1 are left in it; the file is cut short or damaged"),
        arguments(
            bytes(0x3a),
            "model at byte 0 needs 1 bytes at byte 1, 0 are left in it; the file is cut short or damaged"),
        arguments(
            bytes(0x3a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1),
            "model at byte 0 needs 18446744073709551615 bytes at byte 11, 0 are left in it; the file is cut short or damaged"),
        arguments(
            bytes(8, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1),
            "model at byte 0 has an integer of more than 10 bytes, expected at most that"),
        arguments(bytes(0x3b), "model at byte 0 has type 3 in field 7, expected 0, 1, 2 or 5"),
        arguments(bytes(0x00), "model at byte 0 has the tag 0, expected a field number and a type"),
        arguments(bytes(0x38, 1), "model at byte 0 has type 0 in field 7, expected type 2"),
        arguments(bytes(0x12, 1, 0xff, 0x3a, 0), "model at byte 2 has a text that is not UTF-8"));
  }

  private static Stream<Arguments> graphs() {
    ProtoWriter deep = graph(lstm());
    for (int i = 0; i < 60; i++) {
      deep = graph(node("If", "c", "o").message(5, attribute("then_branch").message(6, deep)));
    }
    ProtoWriter calls = message().message(7, graph(node("f0", "x", "y").text(7, "d")));
    for (int f = 0; f < 40; f++) {
      ProtoWriter call = node("f" + (f + 1), "x", "y").text(7, "d");
      calls.message(25, message().text(1, "f" + f).text(10, "d").message(7, call).message(7, call));
    }
    ProtoWriter itself =
        message()
            .message(7, graph(node("f", "x", "y").text(7, "d")))
            .message(
                25,
                message().text(1, "f").text(10, "d").message(7, node("f", "x", "y").text(7, "d")));
    ProtoWriter many = message();
    byte[] empty = new byte[0];
    for (int i = 0; i <= OnnxBytes.MAX_ENTRIES; i++) {
      many.bytes(1, empty);
    }
    ProtoWriter longNames = message();
    for (int i = 0; i < 33; i++) {
      longNames.message(1, message().text(3, "n".repeat(1 << 20)));
    }
    ProtoWriter recurrent = message();
    for (int i = 0; i <= 2000; i++) {
      recurrent.message(1, message().text(4, "LSTM"));
    }
    return Stream.of(
        arguments(model(recurrent), "has more than 2000 recurrent nodes, expected at most that"),
        arguments(
            model(deep),
            "has graphs or functions in one another more than 50 deep, expected at most that"),
        arguments(
            itself.toByteArray(),
            "has graphs or functions in one another more than 50 deep, expected at most that"),
        arguments(
            calls.toByteArray(),
            "has functions that stand for more than 2000000 nodes, expected at most that"),
        arguments(
            model(many),
            "has more than 1000000 nodes, inputs, outputs, attributes and initialisers, expected at most that"),
        arguments(
            model(longNames), "has names of more than 33554432 bytes, expected at most that"));
  }

  private static Stream<Arguments> nodes() {
    String lstm = "node \"Y_node\" (LSTM) ";
    ProtoWriter activations =
        attribute("activations").text(9, "Sigmoid").text(9, "Affine").text(9, "Tanh");
    ProtoWriter longList = attribute("activation_alpha");
    IntStream.range(0, 10_001).forEach(_ -> longList.single(7, 1));
    return Stream.of(
        arguments(withInput("X W"), lstm + "has no input R, expected one"),
        arguments(
            withInput("X V R"),
            "node \"Y_node\" (LSTM): input W is \"V\", which the model computes, expected a constant"),
        arguments(
            withInput("X W flat"),
            lstm
                + "has R of type FLOAT and shape (4, 1), expected floating point numbers of 3 dimensions"),
        arguments(
            withInput("X axes R"),
            lstm
                + "has W of type INT64 and shape (1), expected floating point numbers of 3 dimensions"),
        arguments(
            withInput("X empty R"),
            lstm
                + "has W of shape (0, 4, 1), expected (numDirections=1, 4 * hiddenSize, inputSize) with hiddenSize=1"),
        arguments(
            withInput("X W empty"),
            lstm
                + "has R of shape (0, 4, 1), expected (numDirections=1, 4 * hiddenSize, hiddenSize) with hiddenSize=1"),
        arguments(
            withInput("X double R"),
            lstm + "has W of type DOUBLE and R of FLOAT, expected one type"),
        arguments(
            withInput("X W R flat"),
            lstm + "has B of type FLOAT and shape (4, 1), expected FLOAT and (numDirections=1, 8)"),
        arguments(
            withInput("X W R B   axes"),
            lstm + "has initial_c of type INT64, expected floating point numbers"),
        arguments(
            withAttribute(attribute("hidden_size").integer(3, 2)),
            lstm + "has hidden_size 2, expected the 1 columns of R, more than 0"),
        arguments(
            withAttribute(attribute("direction").text(4, "sideways")),
            lstm + "has direction \"sideways\", expected forward, reverse or bidirectional"),
        arguments(
            withAttribute(attribute("clip").single(2, Float.NaN)),
            lstm + "has clip NaN, expected more than 0"),
        arguments(
            withAttribute(attribute("activations").text(9, "Tanh")),
            lstm + "has 1 activations, expected 3 for 1 direction(s)"),
        arguments(
            withAttribute(
                attribute("activations").text(9, "Sigmoid").text(9, "Gelu").text(9, "Tanh")),
            lstm + "has the activation \"Gelu\", expected one of the operator's"),
        arguments(
            withAttribute(activations),
            lstm
                + "has no activation_alpha for Affine, expected one; runtimes differ where there is none"),
        arguments(
            model(graph(lstm().message(5, activations).message(5, longList))),
            "has an attribute with more than 10000 values, expected at most that"));
  }

  private static Stream<Arguments> constants() {
    ProtoWriter chain = graph(node("Identity", "W", "v0"));
    IntStream.range(0, 120)
        .forEach(i -> chain.message(1, node("Identity", "v" + i, "v" + (i + 1))));
    ProtoWriter doubling = graph(node("Concat", "B B", "v0"));
    IntStream.range(0, 40)
        .forEach(
            i -> doubling.message(1, node("Concat", "v%d v%d".formatted(i, i), "v" + (i + 1))));
    ProtoWriter loop = graph(node("Identity", "b", "a"), node("Identity", "a", "b"));
    return Stream.of(
        arguments(
            model(chain.message(1, node("LSTM", "X v120 R", "Y"))),
            "node \"Y_node\" (LSTM): input W comes from more than 100 nodes in a row, expected at most that"),
        arguments(
            model(loop.message(1, node("LSTM", "X a R", "Y"))),
            "node \"Y_node\" (LSTM): input W comes from more than 100 nodes in a row, expected at most that"),
        arguments(
            model(doubling.message(1, node("LSTM", "X v40 R", "Y"))),
            "makes a constant of 1048576 elements, and 2097136 in all, from few, expected at most 1000828 in one"),
        arguments(
            withWeight(node("Transpose", "", "weight")),
            "node \"weight_node\" (Transpose) has no input 0, expected one"),
        arguments(
            withWeight(
                node("Transpose", "W", "weight")
                    .message(5, attribute("perm").integers(8, 0, 0, 1))),
            "node \"weight_node\" (Transpose) does not fit its inputs: perm is [0, 0, 1], expected an order of 3 dimensions"),
        arguments(
            withWeight(node("Unsqueeze", "W", "weight")),
            "node \"weight_node\" (Unsqueeze) has no axes, expected them"),
        arguments(
            withWeight(
                node("Unsqueeze", "W", "weight").message(5, attribute("axes").integers(8, 9))),
            "node \"weight_node\" (Unsqueeze) does not fit its inputs: axis is 9, expected one of 4 dimensions"),
        arguments(
            withWeight(node("Squeeze", "W", "weight").message(5, attribute("axes").integers(8, 1))),
            "node \"weight_node\" (Squeeze) does not fit its inputs: axis 1 of shape (1, 4, 1) is squeezed, expected size 1"),
        arguments(
            withWeight(node("Cast", "W", "weight").message(5, attribute("to").integer(3, 8))),
            "node \"weight_node\" (Cast) converts to type 8, expected floating point numbers or integers"),
        arguments(
            withWeight(node("Concat", "W axes", "weight")),
            "node \"weight_node\" (Concat) does not fit its inputs: input 1 has type INT64, expected FLOAT"));
  }

  private static Stream<Arguments> tensors() {
    String t = "tensor \"T\" of shape (1, 4, 1) at byte 265 ";
    return Stream.of(
        arguments(
            withTensor(tensor("T", 8, 16, 1, 4, 1)),
            t + "has elements of type 8, expected floating point numbers or integers"),
        arguments(
            withTensor(tensor("T", FLOAT, 15, 1, 4, 1)),
            t + "has 15 bytes of elements, expected 16"),
        arguments(
            withTensor(tensor("T", FLOAT, 16, -1)),
            "tensor \"T\" of shape (-1) at byte 265 has the size -1, expected 0 to 2147483639"),
        arguments(
            withTensor(tensor("T", FLOAT, 16, 1 << 20, 1 << 20)),
            "tensor \"T\" of shape (1048576, 1048576) at byte 265 has more than 2147483639 elements, expected at most that"),
        arguments(
            withTensor(tensor("T", FLOAT, 16, new long[65])),
            "tensor \"\" of shape (0, 0, 0, 0, 0, 0, 0, 0, ...) at byte 266 has more than 64 dimensions, expected at most that"),
        arguments(
            withTensor(message().integers(1, 1 << 30).integer(2, FLOAT).text(8, "T")),
            "tensor \"T\" of shape (1073741824) at byte 265 has 11 bytes, expected more for 1073741824 elements"),
        arguments(
            withTensor(message().integers(1, 1, 4, 1).integer(2, FLOAT).text(8, "T").single(4, 1)),
            t + "has 1 elements, expected 4"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyFaultIsNamed(byte[] bytes, String message) {
    assertThatThrownBy(() -> readAll(bytes))
        .isExactlyInstanceOf(WeightFormatException.class)
        .hasMessage("Onnx.read: m.onnx: " + message);
  }

  private static void readAll(byte[] bytes) throws IOException {
    try (OnnxFile file = OnnxModels.open(bytes)) {
      for (OnnxNode node : file.nodes()) {
        file.layer(node.name());
      }
    }
  }

  // ---- Elements in another file

  private static ProtoWriter external(String... keysAndValues) {
    ProtoWriter tensor =
        message().integers(1, 1, 4, 1).integer(2, FLOAT).text(8, "T").integer(14, 1);
    for (int i = 0; i < keysAndValues.length; i += 2) {
      tensor.message(13, message().text(1, keysAndValues[i]).text(2, keysAndValues[i + 1]));
    }
    return tensor;
  }

  static Stream<Arguments> externals() {
    String outside = "expected a file in the model's folder";
    return Stream.of(
        arguments(external("location", "/etc/hostname"), "\"/etc/hostname\", " + outside),
        arguments(external("location", "../secret"), "\"../secret\", " + outside),
        arguments(external("location", "link"), "\"link\", " + outside),
        arguments(external("location", "."), "\".\", " + outside),
        arguments(external("location", ""), "\"\", " + outside),
        arguments(external("location", "a\0b"), "\"a\\u{0}b\", " + outside),
        arguments(external("location", "w"), "\"w\", expected that file beside the model"),
        arguments(
            external("location", "data", "offset", "-1"),
            "has \"-1\" for the offset of its elements, expected a number of bytes"),
        arguments(
            external("location", "data", "length", "many"),
            "has \"many\" for the length of its elements, expected a number of bytes"),
        arguments(
            external("location", "data", "offset", "8", "length", "9223372036854775807"),
            "has bytes [8, 8 + 9223372036854775807) of the 20 of "),
        arguments(
            external("location", "data", "length", "20"), "has 20 bytes of elements, expected 16"));
  }

  @ParameterizedTest
  @MethodSource("externals")
  void elementsAreReadFromTheModelsFolderOnly(
      ProtoWriter tensor, String message, @TempDir Path outer) throws IOException {
    Path folder = Files.createDirectory(outer.resolve("model"));
    Path secret = Files.write(outer.resolve("secret"), new byte[16]);
    Files.createSymbolicLink(folder.resolve("link"), secret);
    Files.write(folder.resolve("data"), new byte[20]);
    Path path = Files.write(folder.resolve("m.onnx"), withTensor(tensor));
    try (OnnxFile file = Onnx.read(path)) {
      assertThatThrownBy(() -> file.layer("Y_node"))
          .isExactlyInstanceOf(WeightFormatException.class)
          .hasMessageStartingWith(
              "Onnx.read: %s: tensor \"T\" of shape (1, 4, 1) at byte 265 has".formatted(path))
          .hasMessageContaining(message);
    }
  }

  @Test
  void elementsOfAFileBesideTheModelAreRead(@TempDir Path folder) throws IOException {
    Files.write(folder.resolve("data"), new byte[20]);
    ProtoWriter tensor = external("location", "data", "offset", "4", "length", "16");
    Path path = Files.write(folder.resolve("m.onnx"), withTensor(tensor));
    try (OnnxFile file = Onnx.read(path)) {
      file.layer("Y_node");
    }
  }
}
