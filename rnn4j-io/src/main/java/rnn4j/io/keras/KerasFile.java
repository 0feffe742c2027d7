package rnn4j.io.keras;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rnn4j.io.FileLayer;
import rnn4j.io.FileLayers;
import rnn4j.io.ModelFile;
import rnn4j.io.TensorInfo;
import rnn4j.io.TorchNamedFile;
import rnn4j.io.WeightFormatException;
import rnn4j.io.file.MappedFile;
import rnn4j.io.file.Quoted;
import rnn4j.io.file.Source;
import rnn4j.io.file.TensorBytes;
import rnn4j.io.file.ZipArchive;
import rnn4j.io.file.ZipEntry;
import rnn4j.tensor.Tensor;

/// A Keras model, or its weights, that is open for reading: `.keras`, `.h5` or `.weights.h5`.
///
/// ```java
/// try (KerasFile file = Keras.read(path)) {
///   KerasLayer lstm = file.layer("lstm");
///   KerasOutput out = lstm.forward(x);
/// }
/// ```
///
/// Its tensors are the data sets of the HDF5 file, by their paths there. What a layer computes
/// stands in the configuration of the model. A file of weights alone has none: then kinds and sizes
/// are told by the shapes, and all else is Keras's default, see [FileLayer#untold()].
///
/// One thread at a time may read.
public final class KerasFile implements ModelFile {
  private static final long MAX_JSON_BYTES = 1 << 26;

  private final Source source;
  private final AutoCloseable opened;
  private final Hdf5File weights;
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final @Nullable Map<String, Object> config;

  /// Reads an HDF5 file.
  KerasFile(Source source, MappedFile file) throws WeightFormatException {
    this.source = source;
    this.opened = file;
    this.weights = Hdf5File.read(source, file.bytes());
    for (String group : List.of("", "model_weights")) {
      for (String name : List.of("keras_version", "backend")) {
        String text = weights.text(group, name);
        if (!text.isEmpty()) {
          metadata.put(name, text);
        }
      }
    }
    String json = String.join("", weights.texts("", "model_config"));
    this.config = json.isEmpty() ? null : JsonTree.object(source, "model_config", json);
  }

  /// Reads an archive of a configuration and an HDF5 file.
  KerasFile(Source source, ZipArchive zip) throws WeightFormatException {
    this.source = source;
    this.opened = zip;
    ZipEntry stored = zip.entry("model.weights.h5");
    if (stored == null) {
      throw source.fault("has no entry \"model.weights.h5\", expected one");
    }
    this.weights = Hdf5File.read(source.entry("model.weights.h5"), zip.bytes(stored));
    String about = text(source, zip, "metadata.json");
    if (!about.isEmpty()) {
      JsonTree.object(source, "metadata.json", about)
          .forEach((name, value) -> {
            if (value instanceof String text) {
              metadata.put(name, text);
            }
          });
    }
    String json = text(source, zip, "config.json");
    this.config = json.isEmpty() ? null : JsonTree.object(source, "config.json", json);
  }

  private static String text(Source source, ZipArchive zip, String name)
      throws WeightFormatException {
    ZipEntry entry = zip.entry(name);
    if (entry == null) {
      return "";
    }
    if (entry.size() > MAX_JSON_BYTES) {
      throw source.fault(
          "entry %s has %d bytes, expected at most %d"
              .formatted(Quoted.of(name), entry.size(), MAX_JSON_BYTES));
    }
    MemorySegment bytes = zip.bytes(entry);
    return StandardCharsets.UTF_8.decode(bytes.asByteBuffer()).toString();
  }

  static KerasFile open(Path path) throws IOException {
    var source = new Source("Keras.read", path);
    MappedFile mapped = MappedFile.open(path);
    try {
      boolean isZip =
          mapped.bytes().byteSize() > 1 && mapped.bytes().get(ValueLayout.JAVA_BYTE, 0) == 'P';
      return isZip
          ? new KerasFile(source, ZipArchive.of(source, mapped))
          : new KerasFile(source, mapped);
    } catch (Throwable e) {
      mapped.close();
      throw e;
    }
  }

  // ---- Layers

  /// Reads a recurrent layer.
  ///
  /// @param name the layer's name in the model, such as `lstm`
  /// @throws WeightFormatException if there is none of that name, or it cannot be used
  public KerasLayer layer(String name) throws WeightFormatException {
    KerasLayers layers = find();
    for (KerasFileLayer layer : layers.layers()) {
      if (layer.name().equals(name)) {
        return layer.layer();
      }
    }
    String doubt = layers.doubts().get(name);
    List<String> names = layers.layers().stream().map(KerasFileLayer::name).toList();
    throw source.fault(
        doubt != null
            ? "layer %s %s".formatted(Quoted.of(name), doubt)
            : "has no recurrent layer %s, expected %s"
                .formatted(
                    Quoted.of(name),
                    names.isEmpty() ? "a model with some" : "one of " + Quoted.list(names)));
  }

  @Override
  public FileLayers layers() throws WeightFormatException {
    KerasLayers found = find();
    List<FileLayer> layers = new ArrayList<>(found.layers());
    return new FileLayers(layers, found.doubts());
  }

  @Override
  public ModelFile underTorchNames() throws WeightFormatException {
    KerasLayers found = find();
    Set<String> used = new HashSet<>();
    for (KerasFileLayer layer : found.layers()) {
      if (layer.stored().isPresent()) {
        used.addAll(layer.tensors());
      }
    }
    return new TorchNamedFile(
        this, new FileLayers(new ArrayList<>(found.layers()), found.doubts()), used);
  }

  private KerasLayers find() throws WeightFormatException {
    return new KerasLayerReader(this, weights).read(config, version());
  }

  /// Returns the first number of Keras's version; today's where the file doesn't say.
  private int version() {
    String version = metadata.getOrDefault("keras_version", "3");
    String first = version.replaceFirst("\\..*", "");
    return first.matches("[0-9]{1,3}") ? Integer.parseInt(first) : 3;
  }

  // ---- Tensors

  @Override
  public String format() {
    return config == null ? "Keras weights" : "Keras model";
  }

  /// Returns the version of Keras and its backend.
  @Override
  public Map<String, String> metadata() {
    return metadata;
  }

  @Override
  public List<String> names() {
    return weights.names();
  }

  @Override
  public TensorInfo info(String name) throws WeightFormatException {
    return weights.info(name);
  }

  @Override
  public MemorySegment bytes(String name) throws WeightFormatException {
    return weights.bytes(name);
  }

  @Override
  public Tensor tensor(String name) throws WeightFormatException {
    return TensorBytes.tensor(source, info(name), bytes(name));
  }

  /// Closes the file.
  @Override
  public void close() {
    try {
      opened.close();
    } catch (Exception e) {
      throw new IllegalStateException("KerasFile.close: the file cannot be closed", e);
    }
  }
}
