package rnn4j.io.torch;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import rnn4j.io.FileLayer;
import rnn4j.io.FileLayers;
import rnn4j.io.ModelFile;
import rnn4j.io.TensorInfo;
import rnn4j.io.WeightFormatException;
import rnn4j.io.file.Source;
import rnn4j.io.file.StridedBytes;
import rnn4j.io.file.TensorBytes;
import rnn4j.io.pickle.PyObject;
import rnn4j.tensor.Tensor;

/// A file of `torch.save` that is open for reading. Its pickle is read and every tensor checked
/// when it is opened; elements are read, in place where they lie in a row, when they are asked for.
///
/// ```java
/// try (TorchFile file = Torch.read(Path.of("model.pt"))) {
///   lstm.loadStateDict(file.stateDict(), "encoder.rnn");
/// }
/// ```
///
/// Names are those of the `state_dict`, also if it stands somewhere inside a checkpoint; where a
/// file holds several, they begin with the path to it, as in `generator.rnn.weight_ih_l0`. What
/// stands elsewhere in the file, such as the state of an optimiser, has its path as name. Numbers
/// and text beside are [metadata][#metadata()].
///
/// Any number of threads may read, but none while the file is being closed.
public final class TorchFile implements ModelFile {
  /// Tensors may share storages, but not so often that a small file is more than this to read.
  private static final long MAX_SHARING = 64;

  private static final long HARMLESS_BYTES = 1 << 26;

  private final Source source;
  private final String form;
  private final TorchContent content;
  private final Storages storages;
  private final Map<String, TensorInfo> infos = new LinkedHashMap<>();

  /// Checks the storages, which are closed with this.
  TorchFile(Source source, String form, TorchContent content, Storages storages)
      throws WeightFormatException {
    this.source = source;
    this.form = form;
    this.content = content;
    this.storages = storages;
    long there = 0;
    long bytes = 0;
    var seen = new HashSet<String>();
    for (Map.Entry<String, TorchTensor> entry : content.tensors().entrySet()) {
      TorchTensor tensor = entry.getValue();
      storages.check(tensor.storage());
      var info = new TensorInfo(entry.getKey(), tensor.type(), tensor.shape());
      infos.put(entry.getKey(), info);
      there += seen.add(tensor.storage().key()) ? tensor.storage().byteSize() : 0;
      bytes = Math.min(bytes + info.byteSize(), Long.MAX_VALUE / 2);
    }
    if (bytes > HARMLESS_BYTES && bytes / MAX_SHARING > there) {
      throw source.fault(
          "has tensors of %d bytes in storages of %d, expected at most %d times as many"
              .formatted(bytes, there, MAX_SHARING));
    }
  }

  @Override
  public String format() {
    return form + ", " + content.kind();
  }

  @Override
  public Map<String, String> metadata() {
    return content.metadata();
  }

  @Override
  public List<String> names() {
    return List.copyOf(infos.keySet());
  }

  @Override
  public TensorInfo info(String name) throws WeightFormatException {
    TensorInfo info = infos.get(name);
    if (info == null) {
      throw source.noTensor(name, infos.keySet());
    }
    return info;
  }

  @Override
  public MemorySegment bytes(String name) throws WeightFormatException {
    TensorInfo info = info(name);
    TorchTensor tensor = Objects.requireNonNull(content.tensors().get(name));
    MemorySegment storage = storages.bytes(tensor.storage());
    boolean swap = storages.isBigEndian() && TorchType.numberBytes(tensor.type()) > 1;
    if (tensor.isContiguous() && !swap) {
      long begin = info.numel() == 0 ? 0 : tensor.offset() * (tensor.type().bits() / Byte.SIZE);
      return storage.asSlice(begin, info.byteSize());
    }
    if (info.byteSize() > Integer.MAX_VALUE - Long.BYTES) {
      throw source.tensorFault(
          name,
          "is %s and does not lie in a row, expected fewer than 2^31 bytes of such"
              .formatted(info.typeAndShape()));
    }
    return StridedBytes.rowMajor(
        storage,
        tensor.offset(),
        tensor.shape(),
        tensor.strides(),
        tensor.type().bits() / Byte.SIZE,
        swap ? TorchType.numberBytes(tensor.type()) : 1,
        (int) info.byteSize());
  }

  @Override
  public Tensor tensor(String name) throws WeightFormatException {
    return TensorBytes.tensor(source, info(name), bytes(name));
  }

  /// Returns the layers that names and shapes tell; those of a whole module tell all of their
  /// options.
  @Override
  public FileLayers layers() throws IOException {
    FileLayers byName = ModelFile.super.layers();
    List<FileLayer> layers = new ArrayList<>();
    for (FileLayer layer : byName.layers()) {
      PyObject module = content.modules().get(layer.name());
      layers.add(
          module == null
              ? layer
              : layer
                  .stored()
                  .map(stored -> FileLayer.of(ModuleOptions.of(module).applyTo(stored)))
                  .orElse(layer));
    }
    return new FileLayers(layers, byName.doubts());
  }

  /// Closes the file. Tensors that have been read stay as they are.
  @Override
  public void close() {
    storages.close();
  }
}
