package rnn4j.io;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The header of a safetensors file.
///
/// @param metadata free text by name, in the file's order
/// @param tensors in the file's order
record SafetensorsHeader(Map<String, String> metadata, List<SafetensorsEntry> tensors) {

  /// The most bytes that a header may have, in this library and in the format's reference reader.
  static final int MAX_BYTES = 100_000_000;

  /// The number of bytes in front of the header, which hold its length.
  static final int LENGTH_BYTES = Long.BYTES;

  /// The name that stands for the metadata among those of the tensors.
  static final String METADATA = "__metadata__";

  /// The types of elements that the format has.
  static final Set<ElementType> TYPES = EnumSet.complementOf(EnumSet.of(ElementType.C128));
}
