package rnn4j.io.torch;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import rnn4j.io.ElementType;

/// The types of elements that PyTorch has, by the names of its storages and of its own types.
enum TorchType {
  DOUBLE(ElementType.F64, "DoubleStorage", "float64"),
  FLOAT(ElementType.F32, "FloatStorage", "float32"),
  HALF(ElementType.F16, "HalfStorage", "float16"),
  BFLOAT16(ElementType.BF16, "BFloat16Storage", "bfloat16"),
  LONG(ElementType.I64, "LongStorage", "int64"),
  INT(ElementType.I32, "IntStorage", "int32"),
  SHORT(ElementType.I16, "ShortStorage", "int16"),
  CHAR(ElementType.I8, "CharStorage", "int8"),
  BYTE(ElementType.U8, "ByteStorage", "uint8"),
  BOOL(ElementType.BOOL, "BoolStorage", "bool"),
  COMPLEX_FLOAT(ElementType.C64, "ComplexFloatStorage", "complex64"),
  COMPLEX_DOUBLE(ElementType.C128, "ComplexDoubleStorage", "complex128"),
  UINT16(ElementType.U16, null, "uint16"),
  UINT32(ElementType.U32, null, "uint32"),
  UINT64(ElementType.U64, null, "uint64"),
  FLOAT8_E5M2(ElementType.F8_E5M2, null, "float8_e5m2"),
  FLOAT8_E4M3(ElementType.F8_E4M3, null, "float8_e4m3fn"),
  FLOAT8_E5M2_FNUZ(ElementType.F8_E5M2FNUZ, null, "float8_e5m2fnuz"),
  FLOAT8_E4M3_FNUZ(ElementType.F8_E4M3FNUZ, null, "float8_e4m3fnuz"),
  FLOAT8_E8M0(ElementType.F8_E8M0, null, "float8_e8m0fnu");

  private static final Map<ElementType, TorchType> BY_TYPE =
      Arrays.stream(values()).collect(Collectors.toMap(t -> t.type, Function.identity()));

  private final ElementType type;
  private final @Nullable String storage;
  private final String dtype;

  TorchType(ElementType type, @Nullable String storage, String dtype) {
    this.type = type;
    this.storage = storage;
    this.dtype = dtype;
  }

  /// Returns the type of a class of storages, such as `FloatStorage`.
  static Optional<ElementType> ofStorage(String name) {
    return Arrays.stream(values()).filter(t -> name.equals(t.storage)).map(t -> t.type).findFirst();
  }

  /// Returns the type of PyTorch's name, such as `float32`.
  static Optional<ElementType> ofDtype(String name) {
    return Arrays.stream(values()).filter(t -> name.equals(t.dtype)).map(t -> t.type).findFirst();
  }

  /// Returns the class of storages that has elements of a type, if there is one.
  static Optional<String> storageOf(ElementType type) {
    return Optional.ofNullable(BY_TYPE.get(type)).map(t -> t.storage);
  }

  /// Returns how many bytes of one number stand in the machine's order; a complex one is two.
  static int numberBytes(ElementType type) {
    int bytes = type.bits() / Byte.SIZE;
    return type == ElementType.C64 || type == ElementType.C128 ? bytes / 2 : bytes;
  }
}
