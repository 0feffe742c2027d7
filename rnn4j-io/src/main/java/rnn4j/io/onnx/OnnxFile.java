package rnn4j.io.onnx;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import rnn4j.io.WeightFormatException;
import rnn4j.io.file.Quoted;
import rnn4j.io.file.Source;

/// An ONNX model that is open for reading. The file is mapped into memory; its graphs are read when
/// it is opened, the weights of a layer when it is asked for.
///
/// ```java
/// try (OnnxFile file = Onnx.read(Path.of("vad.onnx"))) {
///   for (OnnxNode node : file.nodes()) {
///     System.out.println(node.path() + ": " + file.layer(node.name()).options());
///   }
/// }
/// ```
///
/// One thread at a time may read. Layers stay as they are when the file is closed.
public final class OnnxFile implements Closeable {
  private final Arena arena;
  private final OnnxBytes file;
  private final Constants constants;
  private final String producer;
  private final Map<String, RecurrentNode> nodes = new LinkedHashMap<>();

  OnnxFile(Source source, Arena arena, MemorySegment bytes) throws WeightFormatException {
    this.arena = arena;
    this.file = new OnnxBytes(source, bytes);
    this.constants = new Constants(file);
    Span graph = null;
    String producerName = "";
    List<Function> functions = new ArrayList<>();
    ProtoFields fields = file.fields(file.all(), "model");
    while (fields.next()) {
      switch (fields.number()) {
        case 2 -> producerName = fields.text();
        case 7 -> graph = fields.span();
        case 25 -> functions.add(Function.read(file, fields.span()));
        default -> {}
      }
    }
    if (graph == null) {
      throw source.fault("has no graph, expected an ONNX model");
    }
    producer = producerName;
    var model = new Scope(Graph.read(file, graph), null, null);
    name(RecurrentNodes.of(file, model, functions));
  }

  static OnnxFile open(Path path) throws IOException {
    Arena arena = Arena.ofShared();
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      MemorySegment bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
      return new OnnxFile(new Source("Onnx.read", path), arena, bytes);
    } catch (Throwable e) {
      arena.close();
      throw e;
    }
  }

  /// Gives every node a name of its own.
  private void name(List<RecurrentNode> found) {
    Map<String, Integer> count = new HashMap<>();
    found.forEach(node -> count.merge(node.node().label(), 1, Integer::sum));
    for (RecurrentNode node : found) {
      String name =
          count.getOrDefault(node.node().label(), 0) == 1 ? node.node().label() : node.path();
      String unique = name;
      for (int i = 2; nodes.containsKey(unique); i++) {
        unique = name + "#" + i;
      }
      nodes.put(unique, node);
    }
  }

  /// Returns the name of the program that wrote the model; empty if it doesn't say.
  public String producer() {
    return producer;
  }

  /// Returns the recurrent nodes, those of nested graphs and functions included, in the order in
  /// which they stand in the file.
  public List<OnnxNode> nodes() {
    return nodes.entrySet().stream()
        .map(entry ->
            new OnnxNode(entry.getKey(), entry.getValue().path(), entry.getValue().operator()))
        .toList();
  }

  /// Reads the layer of a node.
  ///
  /// @param name one of [#nodes()]
  /// @throws WeightFormatException if there is no such node, its weights are no constants, or what
  ///   it says does not fit together
  /// @throws IllegalStateException if the file has been closed
  public OnnxLayer layer(String name) throws IOException {
    RecurrentNode node = nodes.get(name);
    if (node == null) {
      throw file.source()
          .fault(
              "has no recurrent node %s, expected %s"
                  .formatted(
                      Quoted.of(name),
                      nodes.isEmpty()
                          ? "a model with some"
                          : "one of " + Quoted.list(nodes.keySet())));
    }
    try {
      return NodeReader.read(file, constants, node, name);
    } finally {
      constants.forget();
    }
  }

  /// Closes the file.
  @Override
  public void close() {
    arena.close();
  }
}
