package rnn4j.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import rnn4j.io.file.Source;
import rnn4j.nn.NamedTensors;
import rnn4j.nn.StoredLayer;
import rnn4j.tensor.DType;
import rnn4j.tensor.Tensor;

/// A file whose format has weights in an order and under names of its own, seen as PyTorch would
/// have it: the parameters of those of its layers that PyTorch has too, under PyTorch's names, then
/// all tensors that belong to none of them.
public final class TorchNamedFile implements ModelFile {
  private final ModelFile file;
  private final FileLayers layers;
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private final Set<String> others;

  private record Parameter(NamedTensors of, String name) {}

  /// Creates the view.
  ///
  /// @param layers those of the file
  /// @param used the tensors that the layers of PyTorch's kinds are made of
  public TorchNamedFile(ModelFile file, FileLayers layers, Set<String> used) {
    this.file = file;
    this.layers = layers;
    for (FileLayer layer : layers.layers()) {
      layer.stored().ifPresent(this::add);
    }
    this.others = new LinkedHashSet<>(file.names());
    others.removeAll(used);
    others.removeAll(parameters.keySet());
  }

  private void add(StoredLayer layer) {
    String prefix = layer.name().isEmpty() ? "" : layer.name() + ".";
    for (String name : layer.parameters().names()) {
      parameters.put(prefix + name, new Parameter(layer.parameters(), name));
    }
  }

  @Override
  public String format() {
    return file.format();
  }

  @Override
  public Map<String, String> metadata() {
    return file.metadata();
  }

  @Override
  public List<String> names() {
    List<String> names = new ArrayList<>(parameters.keySet());
    names.addAll(others);
    return names;
  }

  @Override
  public TensorInfo info(String name) throws WeightFormatException {
    Parameter parameter = parameters.get(name);
    if (parameter == null) {
      requireOther(name);
      return file.info(name);
    }
    List<Long> shape = new ArrayList<>();
    for (int size : parameter.of.shape(parameter.name).toArray()) {
      shape.add((long) size);
    }
    boolean isDouble = parameter.of.dtype(parameter.name) == DType.FLOAT64;
    return new TensorInfo(name, isDouble ? ElementType.F64 : ElementType.F32, shape);
  }

  @Override
  public MemorySegment bytes(String name) throws WeightFormatException {
    if (!parameters.containsKey(name)) {
      requireOther(name);
      return file.bytes(name);
    }
    Tensor tensor = tensor(name);
    int size = tensor.dtype() == DType.FLOAT64 ? Double.BYTES : Float.BYTES;
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(tensor.numel(), size))
            .order(ByteOrder.LITTLE_ENDIAN);
    switch (tensor.dtype()) {
      case FLOAT32 -> bytes.asFloatBuffer().put(tensor.toFloatArray());
      case FLOAT64 -> bytes.asDoubleBuffer().put(tensor.toDoubleArray());
    }
    return MemorySegment.ofBuffer(bytes);
  }

  @Override
  public Tensor tensor(String name) throws WeightFormatException {
    Parameter parameter = parameters.get(name);
    if (parameter == null) {
      requireOther(name);
      return file.tensor(name);
    }
    try {
      return parameter.of.tensor(parameter.name);
    } catch (WeightFormatException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void requireOther(String name) throws WeightFormatException {
    if (!others.contains(name)) {
      throw new Source("TorchNamedFile", file.format()).noTensor(name, names());
    }
  }

  @Override
  public FileLayers layers() {
    return layers;
  }

  @Override
  public ModelFile underTorchNames() {
    return this;
  }

  @Override
  public void close() {
    file.close();
  }
}
