package rnn4j.io.onnx;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rnn4j.io.FileLayers;
import rnn4j.io.ModelFile;
import rnn4j.io.TensorInfo;
import rnn4j.io.TorchNamedFile;
import rnn4j.io.WeightFormatException;
import rnn4j.io.file.MappedFile;
import rnn4j.io.file.Quoted;
import rnn4j.io.file.Source;
import rnn4j.io.file.TensorBytes;
import rnn4j.tensor.Tensor;

/// An ONNX model that is open for reading. The file is mapped into memory; its graphs are read when
/// it is opened, the weights of a layer when it is asked for.
///
/// ```java
/// try (OnnxFile file = Onnx.read(path)) {
///   for (OnnxNode node : file.nodes()) {
///     System.out.println(node.path() + ": " + file.layer(node.name()).options());
///   }
/// }
/// ```
///
/// Its tensors are those that it stores, in initialisers and `Constant` nodes; those of nested
/// graphs are named by the path there. Nodes give their weights in whichever order and form the
/// model has them, so a layer's are not among these tensors but in the layer.
///
/// One thread at a time may read. Layers and tensors stay as they are when the file is closed.
public final class OnnxFile implements ModelFile {
  private static final String SCAN =
      "was written as a Scan node of small operators, which are not read back as a layer";

  private final MappedFile mapped;
  private final OnnxBytes file;
  private final Constants constants;
  private final Map<String, String> metadata;
  private final Map<String, RecurrentNode> nodes = new LinkedHashMap<>();
  private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();
  private final Map<String, String> ourScans = new LinkedHashMap<>();

  /// @param folder where files beside the model may lie; null for bytes in memory
  OnnxFile(Source source, MappedFile mapped, @Nullable Path folder) throws WeightFormatException {
    this.mapped = mapped;
    this.file = new OnnxBytes(source, mapped.bytes(), folder);
    this.constants = new Constants(file);
    Map<String, String> texts = new LinkedHashMap<>();
    Span graph = null;
    List<Function> functions = new ArrayList<>();
    ProtoFields fields = file.fields(file.all(), "model");
    while (fields.next()) {
      switch (fields.number()) {
        case 2 -> texts.put("producer_name", fields.text());
        case 3 -> texts.put("producer_version", fields.text());
        case 7 -> graph = fields.span();
        case 14 -> property(fields.span(), texts);
        case 25 -> functions.add(Function.read(file, fields.span()));
        default -> {}
      }
    }
    if (graph == null) {
      throw source.fault("has no graph, expected an ONNX model");
    }
    this.metadata = texts;
    Graph model = Graph.read(file, graph);
    name(RecurrentNodes.of(file, new Scope(model, null, null), functions));
    if (isOurs()) {
      model.nodes().stream()
          .filter(node -> node.isStandard("Scan"))
          .forEach(node -> ourScans.put(node.label(), SCAN));
    }
    for (Map.Entry<String, Span> tensor : OnnxTensors.of(file, model, functions).entrySet()) {
      StoredTensor stored = StoredTensor.read(file, tensor.getValue());
      if (stored.type() != null) {
        stored.check();
        tensors.put(tensor.getKey(), stored);
      }
    }
  }

  static OnnxFile open(Path path) throws IOException {
    MappedFile mapped = MappedFile.open(path);
    try {
      return new OnnxFile(new Source("Onnx.read", path), mapped, path.toAbsolutePath().getParent());
    } catch (Throwable e) {
      mapped.close();
      throw e;
    }
  }

  private void property(Span span, Map<String, String> texts) throws WeightFormatException {
    file.count();
    String key = "";
    String value = "";
    ProtoFields fields = file.fields(span, "property");
    while (fields.next()) {
      switch (fields.number()) {
        case 1 -> key = fields.text();
        case 2 -> value = fields.text();
        default -> {}
      }
    }
    texts.put(key, value);
  }

  /// Gives every node a name of its own.
  private void name(List<RecurrentNode> found) {
    Map<String, Integer> count = new HashMap<>();
    found.forEach(node -> count.merge(node.node().label(), 1, Integer::sum));
    for (RecurrentNode node : found) {
      String label = node.node().label();
      String name = count.getOrDefault(label, 0) == 1 ? label : node.path();
      String unique = name;
      for (int i = 2; nodes.containsKey(unique); i++) {
        unique = name + "#" + i;
      }
      nodes.put(unique, node);
    }
  }

  // ---- Layers

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

  /// Returns the layers of all nodes; nodes that are the layers of one stack of PyTorch's are one
  /// layer, with the name of the first.
  @Override
  public FileLayers layers() throws IOException {
    return layers(new HashSet<>());
  }

  /// @param used gets the names of the tensors that layers of PyTorch's kinds are made of
  private FileLayers layers(Set<String> used) throws IOException {
    Map<String, OnnxFileLayer> layers = new LinkedHashMap<>();
    Map<String, String> doubts = new LinkedHashMap<>(ourScans);
    Set<Span> spans = new HashSet<>();
    for (Map.Entry<String, RecurrentNode> node : nodes.entrySet()) {
      try {
        OnnxLayer read = NodeReader.read(file, constants, node.getValue(), node.getKey());
        var layer = new OnnxFileLayer(read, name(node.getKey()));
        layers.put(node.getKey(), layer);
        if (layer.stored().isPresent()) {
          spans.addAll(constants.used());
        }
      } catch (WeightFormatException e) {
        doubts.put(node.getKey(), "cannot be read: " + e.getMessage());
      } finally {
        constants.forget();
      }
    }
    tensors.forEach((name, tensor) -> {
      if (spans.contains(tensor.span())) {
        used.add(name);
      }
    });
    return new FileLayers(new OnnxStacks(constants, nodes, layers).joined(), doubts);
  }

  /// Returns the name of a layer: of models that rnn4j wrote, that of the stack.
  private String name(String node) {
    return isOurs() && node.matches("(.*\\.)?l0") ? node.replaceFirst("\\.?l0$", "") : node;
  }

  private boolean isOurs() {
    return "rnn4j".equals(metadata.get("producer_name"));
  }

  @Override
  public ModelFile underTorchNames() throws IOException {
    Set<String> used = new HashSet<>();
    FileLayers layers = layers(used);
    return new TorchNamedFile(this, layers, used);
  }

  // ---- Tensors

  @Override
  public String format() {
    return "ONNX";
  }

  /// Returns the program that wrote the model, as `producer_name`, and the texts that the model has
  /// by name.
  @Override
  public Map<String, String> metadata() {
    return metadata;
  }

  @Override
  public List<String> names() {
    return List.copyOf(tensors.keySet());
  }

  @Override
  public TensorInfo info(String name) throws WeightFormatException {
    StoredTensor tensor = stored(name);
    OnnxType type = tensor.type();
    if (type == null) {
      throw file.source().tensorFault(name, "has an unknown type");
    }
    return new TensorInfo(name, type.elementType(), tensor.dims());
  }

  @Override
  public MemorySegment bytes(String name) throws WeightFormatException {
    StoredTensor tensor = stored(name);
    try {
      MemorySegment bytes = tensor.bytes(mapped.arena());
      long expected = info(name).byteSize();
      if (bytes.byteSize() != expected) {
        throw file.source()
            .tensorFault(name, "has %d bytes, expected %d".formatted(bytes.byteSize(), expected));
      }
      return bytes;
    } catch (WeightFormatException e) {
      throw e;
    } catch (IOException e) {
      WeightFormatException fault = file.source().tensorFault(name, "cannot be read: " + e);
      fault.initCause(e);
      throw fault;
    }
  }

  @Override
  public Tensor tensor(String name) throws WeightFormatException {
    return TensorBytes.tensor(file.source(), info(name), bytes(name));
  }

  private StoredTensor stored(String name) throws WeightFormatException {
    StoredTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw file.source().noTensor(name, tensors.keySet());
    }
    return tensor;
  }

  /// Closes the file.
  @Override
  public void close() {
    mapped.close();
  }
}
