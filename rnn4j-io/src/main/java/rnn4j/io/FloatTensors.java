package rnn4j.io;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import rnn4j.nn.NamedTensors;
import rnn4j.tensor.DType;
import rnn4j.tensor.Shape;
import rnn4j.tensor.Tensor;

/// Those tensors of a file that the core can hold.
final class FloatTensors implements NamedTensors {
  private final ModelFile file;
  private final Map<String, TensorInfo> infos = new LinkedHashMap<>();

  FloatTensors(ModelFile file) throws IOException {
    this.file = file;
    for (String name : file.names()) {
      TensorInfo info = file.info(name);
      if (info.type().isFloat() && info.numel() < Integer.MAX_VALUE - Long.BYTES && fits(info)) {
        infos.put(name, info);
      }
    }
  }

  private static boolean fits(TensorInfo info) {
    return info.shape().stream().allMatch(size -> size <= Integer.MAX_VALUE);
  }

  @Override
  public List<String> names() {
    return List.copyOf(infos.keySet());
  }

  @Override
  public Shape shape(String name) {
    return Shape.of(info(name).shape().stream().mapToInt(Math::toIntExact).toArray());
  }

  @Override
  public DType dtype(String name) {
    return info(name).type() == ElementType.F64 ? DType.FLOAT64 : DType.FLOAT32;
  }

  @Override
  public Tensor tensor(String name) throws IOException {
    return file.tensor(name);
  }

  private TensorInfo info(String name) {
    TensorInfo info = infos.get(name);
    if (info == null) {
      throw new IllegalArgumentException(
          "FloatTensors: name is \"%s\", expected one of %s".formatted(name, infos.keySet()));
    }
    return info;
  }
}
