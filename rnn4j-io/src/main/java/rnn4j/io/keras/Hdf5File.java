package rnn4j.io.keras;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.datatype.OrderedDataType;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import rnn4j.io.ElementType;
import rnn4j.io.TensorInfo;
import rnn4j.io.WeightFormatException;
import rnn4j.io.file.Quoted;
import rnn4j.io.file.Source;

/// An HDF5 file: data sets of numbers by path, such as `layers/lstm/cell/vars/0`, and those texts
/// that Keras writes as attributes of groups.
///
/// The file is read by a library that trusts it. So every call of it is guarded here: sizes are
/// compared with those of the file before elements are read, groups are followed only so far, and
/// whatever the library throws becomes a fault of the file.
final class Hdf5File {
  private static final int MAX_DEPTH = 60;
  private static final int MAX_NODES = 200_000;

  /// Attributes that are read; those with a number behind are parts of one that was too long.
  private static final Set<String> ATTRIBUTES =
      Set.of("model_config", "keras_version", "backend", "layer_names", "weight_names", "name");

  private final Source source;
  private final long fileBytes;
  private final Map<String, Stored> datasets = new LinkedHashMap<>();
  private final Map<String, Map<String, List<String>>> attributes = new HashMap<>();
  private int nodes;

  /// A data set whose elements can be read in place.
  private record Stored(ContiguousDataset dataset, TensorInfo info, ByteOrder order) {}

  private Hdf5File(Source source, long fileBytes) {
    this.source = source;
    this.fileBytes = fileBytes;
  }

  /// Reads everything but the elements of data sets.
  static Hdf5File read(Source source, MemorySegment bytes) throws WeightFormatException {
    if (bytes.byteSize() > Integer.MAX_VALUE) {
      throw source.fault(
          "has %d bytes, expected at most %d".formatted(bytes.byteSize(), Integer.MAX_VALUE));
    }
    var file = new Hdf5File(source, bytes.byteSize());
    ByteBuffer buffer = bytes.asByteBuffer();
    HdfFile hdf = file.guarded("its beginning", () -> HdfFile.fromByteBuffer(buffer));
    file.visit(hdf, "", 0);
    return file;
  }

  /// Returns the paths of all data sets of numbers.
  List<String> names() {
    return List.copyOf(datasets.keySet());
  }

  boolean has(String path) {
    return datasets.containsKey(path);
  }

  TensorInfo info(String path) throws WeightFormatException {
    return stored(path).info;
  }

  /// Returns the elements, little-endian.
  MemorySegment bytes(String path) throws WeightFormatException {
    Stored stored = stored(path);
    long expected = stored.info.byteSize();
    ByteBuffer buffer = guarded(path, stored.dataset::getBuffer);
    if (buffer.remaining() != expected) {
      throw source.tensorFault(
          path, "has %d bytes, expected %d".formatted(buffer.remaining(), expected));
    }
    return MemorySegment.ofBuffer(
        stored.order == ByteOrder.BIG_ENDIAN ? turned(buffer, stored.info.type()) : buffer);
  }

  private static ByteBuffer turned(ByteBuffer buffer, ElementType type) {
    int size = type.bits() / Byte.SIZE;
    ByteBuffer turned = ByteBuffer.allocate(buffer.remaining());
    for (int at = 0; at < turned.limit(); at += size) {
      for (int i = 0; i < size; i++) {
        turned.put(at + i, buffer.get(buffer.position() + at + size - 1 - i));
      }
    }
    return turned;
  }

  private Stored stored(String path) throws WeightFormatException {
    Stored stored = datasets.get(path);
    if (stored == null) {
      throw source.noTensor(path, datasets.keySet());
    }
    return stored;
  }

  /// Returns the texts of an attribute of a group, one after another where it was written in parts.
  List<String> texts(String group, String attribute) {
    Map<String, List<String>> ofGroup = attributes.getOrDefault(group, Map.of());
    List<String> whole = ofGroup.get(attribute);
    if (whole != null) {
      return whole;
    }
    List<String> parts = new ArrayList<>();
    for (int i = 0; ; i++) {
      List<String> part = ofGroup.get(attribute + i);
      if (part == null) {
        return parts;
      }
      parts.addAll(part);
    }
  }

  /// Returns the text of an attribute of a group, empty if there is none.
  String text(String group, String attribute) {
    List<String> texts = texts(group, attribute);
    return texts.isEmpty() ? "" : texts.getFirst();
  }

  private void visit(Group group, String path, int depth) throws WeightFormatException {
    if (depth > MAX_DEPTH) {
      throw source.fault(
          "has groups in one another more than %d deep, expected at most that"
              .formatted(MAX_DEPTH));
    }
    readAttributes(group, path);
    Map<String, Node> children = guarded("group " + shown(path), group::getChildren);
    for (Map.Entry<String, Node> child : children.entrySet()) {
      if (++nodes > MAX_NODES) {
        throw source.fault(
            "has more than %d groups and data sets, expected at most that".formatted(MAX_NODES));
      }
      String name = path.isEmpty() ? child.getKey() : path + "/" + child.getKey();
      Node node = child.getValue();
      // Links may lead to other files, or in circles; Keras writes none.
      if (guarded(name, node::isLink)) {
        continue;
      }
      if (node instanceof Group inner) {
        visit(inner, name, depth + 1);
      } else if (node instanceof Dataset dataset) {
        add(name, dataset);
      }
    }
  }

  private void add(String name, Dataset dataset) throws WeightFormatException {
    DataType type = guarded(name, dataset::getDataType);
    ElementType elements = elementType(type);
    if (elements == null || guarded(name, dataset::isEmpty)) {
      return;
    }
    if (!(dataset instanceof ContiguousDataset contiguous)) {
      throw source.tensorFault(
          name, "is stored in chunks or compressed, expected elements one after another");
    }
    List<Long> shape = new ArrayList<>();
    long numel = 1;
    for (long size : guarded(name, dataset::getDimensionsAsLong)) {
      if (size < 0 || (size > 0 && numel > fileBytes / size)) {
        throw source.tensorFault(
            name,
            "has the size %d among others, expected what %d bytes hold".formatted(size, fileBytes));
      }
      numel *= size;
      shape.add(size);
    }
    datasets.put(
        name,
        new Stored(
            contiguous,
            new TensorInfo(name, elements, shape),
            ((OrderedDataType) type).getByteOrder()));
  }

  private static @Nullable ElementType elementType(DataType type) {
    return switch (type) {
      case FloatingPoint _ ->
          switch (type.getSize()) {
            case 2 -> ElementType.F16;
            case 4 -> ElementType.F32;
            case 8 -> ElementType.F64;
            default -> null;
          };
      case FixedPoint integer ->
          switch (type.getSize()) {
            case 1 -> integer.isSigned() ? ElementType.I8 : ElementType.U8;
            case 2 -> integer.isSigned() ? ElementType.I16 : ElementType.U16;
            case 4 -> integer.isSigned() ? ElementType.I32 : ElementType.U32;
            case 8 -> integer.isSigned() ? ElementType.I64 : ElementType.U64;
            default -> null;
          };
      default -> null;
    };
  }

  private void readAttributes(Group group, String path) throws WeightFormatException {
    String where = "attributes of group " + shown(path);
    Map<String, List<String>> texts = new HashMap<>();
    for (Map.Entry<String, Attribute> entry : guarded(where, group::getAttributes).entrySet()) {
      String name = entry.getKey();
      Attribute attribute = entry.getValue();
      if (!ATTRIBUTES.contains(name.replaceFirst("[0-9]+$", ""))) {
        continue;
      }
      long count = guarded(where, attribute::getSize);
      if (count > fileBytes) {
        throw source.fault(
            "attribute %s of group %s has %d values, expected fewer than the file has bytes"
                .formatted(Quoted.of(name), shown(path), count));
      }
      texts.put(name, texts(guarded(where, () -> data(attribute))));
    }
    if (!texts.isEmpty()) {
      attributes.put(path, texts);
    }
  }

  /// Returns a group's path as messages have it; that of the root is empty.
  private static String shown(String group) {
    return group.isEmpty() ? "/" : Quoted.of(group);
  }

  private static Object data(Attribute attribute) {
    Object data = attribute.getData();
    return data == null ? "" : data;
  }

  private static List<String> texts(Object data) {
    return switch (data) {
      case String text -> List.of(text);
      case String[] many -> List.of(many);
      default -> List.of();
    };
  }

  /// Calls the library.
  private <T> T guarded(String what, Supplier<T> call) throws WeightFormatException {
    try {
      return call.get();
    } catch (RuntimeException | StackOverflowError e) {
      // Structures that point to themselves end the stack; nothing else is lost by it.
      String reason =
          e instanceof StackOverflowError
              ? "it has no end"
              : Objects.requireNonNullElse(e.getMessage(), "it ends too early or makes no sense");
      WeightFormatException fault =
          source.fault("%s is not as HDF5 demands: %s".formatted(what, Quoted.bare(reason)));
      fault.initCause(e);
      throw fault;
    }
  }
}
