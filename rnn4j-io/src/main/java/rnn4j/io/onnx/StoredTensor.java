package rnn4j.io.onnx;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import rnn4j.io.WeightFormatException;
import rnn4j.io.file.Quoted;
import rnn4j.io.file.TensorBytes;
import rnn4j.tensor.DType;
import rnn4j.tensor.Tensor;

/// A tensor as it stands in a file: its elements as raw bytes, as numbers of the wire form, or in a
/// file beside the model.
final class StoredTensor {
  private static final int MAX_DIMENSIONS = 64;
  private static final long MAX_ELEMENTS = Integer.MAX_VALUE - 8;
  private static final int EXTERNAL = 1;

  private final OnnxBytes file;
  private final Span span;
  private final List<Long> dims = new ArrayList<>();
  private final ExternalData external;
  private String name = "";
  private int typeCode;
  private @Nullable Span raw;
  private boolean isExternal;

  private StoredTensor(OnnxBytes file, Span span) {
    this.file = file;
    this.span = span;
    this.external = new ExternalData(file);
  }

  /// Reads everything but the elements.
  static StoredTensor read(OnnxBytes file, Span span) throws WeightFormatException {
    var tensor = new StoredTensor(file, span);
    ProtoFields fields = file.fields(span, "tensor");
    while (fields.next()) {
      switch (fields.number()) {
        case 1 -> {
          fields.integers(tensor::add);
          if (tensor.dims.size() > MAX_DIMENSIONS) {
            throw tensor.fault(
                "has more than %d dimensions, expected at most that".formatted(MAX_DIMENSIONS));
          }
        }
        case 2 -> tensor.typeCode = fields.code();
        case 8 -> tensor.name = fields.text();
        case 9 -> tensor.raw = fields.span();
        case 13 -> tensor.external.add(fields.span());
        case 14 -> tensor.isExternal = fields.code() == EXTERNAL;
        default -> {}
      }
    }
    return tensor;
  }

  private void add(long dim) {
    if (dims.size() <= MAX_DIMENSIONS) {
      dims.add(dim);
    }
  }

  Span span() {
    return span;
  }

  String name() {
    return name;
  }

  /// Returns the sizes as they stand in the file.
  List<Long> dims() {
    return dims;
  }

  /// Returns the type, or null if constants cannot have it.
  @Nullable OnnxType type() {
    return OnnxType.of(typeCode);
  }

  /// Returns the code of the type.
  int typeCode() {
    return typeCode;
  }

  /// Reads the elements.
  ///
  /// @throws WeightFormatException if they are not as many as the sizes say, or of another type
  Constant value() throws IOException {
    OnnxType type = type();
    if (type == null) {
      throw fault(
          "has elements of type %d, expected floating point numbers or integers"
              .formatted(typeCode));
    }
    int[] shape = shape();
    int numel = 1;
    for (int size : shape) {
      numel *= size;
    }
    if (isExternal) {
      try (Arena arena = Arena.ofConfined()) {
        return fromBytes(type, external.map(arena, this::fault), numel, shape);
      }
    }
    Span bytes = raw;
    return bytes != null
        ? fromBytes(type, file.bytes().asSlice(bytes.begin(), bytes.bytes()), numel, shape)
        : fromNumbers(type, numel, shape);
  }

  /// Returns the elements as bytes, row-major, little-endian.
  ///
  /// @param arena whose closing ends the mapping of another file
  MemorySegment bytes(Arena arena) throws IOException {
    Span bytes = raw;
    if (isExternal) {
      return external.map(arena, this::fault);
    }
    return bytes != null
        ? file.bytes().asSlice(bytes.begin(), bytes.bytes())
        : MemorySegment.ofArray(bytes(value()));
  }

  private static byte[] bytes(Constant value) {
    double[] elements = value.tensor().to(DType.FLOAT64).toDoubleArray();
    ByteBuffer bytes =
        ByteBuffer.allocate(elements.length * value.type().bytes()).order(ByteOrder.LITTLE_ENDIAN);
    for (double element : elements) {
      switch (value.type()) {
        case FLOAT -> bytes.putFloat((float) element);
        case DOUBLE -> bytes.putDouble(element);
        case FLOAT16 -> bytes.putShort(Float.floatToFloat16((float) element));
        case BFLOAT16 -> bytes.putShort((short) (Float.floatToRawIntBits((float) element) >> 16));
        case INT64, UINT64 -> bytes.putLong((long) element);
        case INT32, UINT32 -> bytes.putInt((int) (long) element);
        case INT16, UINT16 -> bytes.putShort((short) (long) element);
        case INT8, UINT8, BOOL -> bytes.put((byte) (long) element);
      }
    }
    return bytes.array();
  }

  /// Checks the sizes against the number of bytes.
  void check() throws WeightFormatException {
    OnnxType type = type();
    Span bytes = raw;
    long numel = 1;
    for (int size : shape()) {
      numel *= size;
    }
    if (type != null && bytes != null && !isExternal && bytes.bytes() != numel * type.bytes()) {
      throw fault(
          "has %d bytes of elements, expected %d".formatted(bytes.bytes(), numel * type.bytes()));
    }
  }

  private int[] shape() throws WeightFormatException {
    var shape = new int[dims.size()];
    long numel = 1;
    for (int d = 0; d < shape.length; d++) {
      long size = dims.get(d);
      if (size < 0 || size > MAX_ELEMENTS) {
        throw fault("has the size %d, expected 0 to %d".formatted(size, MAX_ELEMENTS));
      }
      shape[d] = (int) size;
      numel = size == 0 ? 0 : numel * size;
      if (numel > MAX_ELEMENTS) {
        throw fault("has more than %d elements, expected at most that".formatted(MAX_ELEMENTS));
      }
    }
    return shape;
  }

  private Constant fromBytes(OnnxType type, MemorySegment bytes, int numel, int[] shape)
      throws WeightFormatException {
    long expected = (long) numel * type.bytes();
    if (bytes.byteSize() != expected) {
      throw fault("has %d bytes of elements, expected %d".formatted(bytes.byteSize(), expected));
    }
    return new Constant(
        type,
        switch (type) {
          case FLOAT -> TensorBytes.readF32(bytes, shape);
          case DOUBLE -> TensorBytes.readF64(bytes, shape);
          case FLOAT16 -> TensorBytes.readF16(bytes, shape);
          case BFLOAT16 -> TensorBytes.readBf16(bytes, shape);
          default -> {
            var elements = new double[numel];
            for (int i = 0; i < numel; i++) {
              elements[i] = integer(type, bytes, (long) i * type.bytes());
            }
            yield Tensor.of(elements, shape);
          }
        });
  }

  private static long integer(OnnxType type, MemorySegment bytes, long at) {
    ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    return switch (type) {
      case INT8 -> bytes.get(ValueLayout.JAVA_BYTE, at);
      case UINT8, BOOL -> bytes.get(ValueLayout.JAVA_BYTE, at) & 0xff;
      case INT16 -> bytes.get(ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order), at);
      case UINT16 -> bytes.get(ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order), at) & 0xffff;
      case INT32 -> bytes.get(ValueLayout.JAVA_INT_UNALIGNED.withOrder(order), at);
      case UINT32 -> bytes.get(ValueLayout.JAVA_INT_UNALIGNED.withOrder(order), at) & 0xffff_ffffL;
      default -> bytes.get(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(order), at);
    };
  }

  /// Reads elements from the field of their type: a message of the wire form for each.
  private Constant fromNumbers(OnnxType type, int numel, int[] shape) throws WeightFormatException {
    // Each element takes at least a byte, so that a lie is found before memory is allocated for it.
    if (numel > span.bytes()) {
      throw fault("has %d bytes, expected more for %d elements".formatted(span.bytes(), numel));
    }
    var elements = new Elements(type == OnnxType.DOUBLE || !type.isFloating(), numel);
    ProtoFields fields = file.fields(span, "tensor");
    while (fields.next()) {
      if (fields.number() == 4 && type == OnnxType.FLOAT) {
        fields.singles(bits -> elements.accept(Float.intBitsToFloat((int) bits)));
      } else if (fields.number() == 10 && type == OnnxType.DOUBLE) {
        fields.doubles(elements);
      } else if (fields.number() == field(type)) {
        fields.integers(bits ->
            elements.accept(
                switch (type) {
                  case FLOAT16 -> TensorBytes.halfToFloat((short) bits);
                  case BFLOAT16 -> Float.intBitsToFloat((int) bits << 16);
                  default -> (double) bits;
                }));
      }
    }
    if (elements.count != numel) {
      throw fault("has %d elements, expected %d".formatted(elements.count, numel));
    }
    return new Constant(type, elements.tensor(shape));
  }

  /// Returns the number of the field that has integers, or 16 bits, of a type.
  private static int field(OnnxType type) {
    return switch (type) {
      case FLOAT, DOUBLE -> -1;
      case INT64 -> 7;
      case UINT32, UINT64 -> 11;
      default -> 5;
    };
  }

  /// Elements one after another; those beyond the last are counted only.
  private static final class Elements implements DoubleConsumer {
    private final double @Nullable [] doubles;
    private final float @Nullable [] floats;
    private final int numel;
    private long count;

    Elements(boolean isDouble, int numel) {
      this.doubles = isDouble ? new double[numel] : null;
      this.floats = isDouble ? null : new float[numel];
      this.numel = numel;
    }

    @Override
    public void accept(double value) {
      if (count < numel) {
        if (doubles != null) {
          doubles[(int) count] = value;
        } else if (floats != null) {
          floats[(int) count] = (float) value;
        }
      }
      count++;
    }

    Tensor tensor(int... shape) {
      return doubles != null
          ? Tensor.of(doubles, shape)
          : Tensor.of(floats == null ? new float[0] : floats, shape);
    }
  }

  private WeightFormatException fault(String text) {
    String sizes = dims.stream().limit(8).map(String::valueOf).collect(Collectors.joining(", "));
    return file.source()
        .fault(
            "tensor %s of shape (%s%s) at byte %d %s"
                .formatted(
                    Quoted.of(name), sizes, dims.size() > 8 ? ", ..." : "", span.begin(), text));
  }
}
