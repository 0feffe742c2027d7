package rnn4j.io;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import rnn4j.io.file.Quoted;
import rnn4j.io.file.Source;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/// Reads the JSON of a safetensors header, and accepts nothing but what the format describes:
///
/// ```
/// {"__metadata__": {"format": "pt"},
///  "weight": {"dtype": "F32", "shape": [3, 4], "data_offsets": [0, 48]}}
/// ```
///
/// So it never goes deeper than three levels, whatever the file does.
final class SafetensorsHeaderParser implements AutoCloseable {

  /// As many as numpy has, and PyTorch in most of its operations.
  private static final int MAX_DIMENSIONS = 64;

  /// Names are not kept in the factory's table: they differ from file to file, and a hostile file
  /// could choose them to collide there.
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNameLength(SafetensorsHeader.MAX_BYTES)
                  .maxStringLength(SafetensorsHeader.MAX_BYTES)
                  .build())
          .build();

  private final Source source;
  private final JsonParser parser;

  private SafetensorsHeaderParser(Source source, CharBuffer text) {
    this.source = source;
    this.parser = JSON.createParser(ObjectReadContext.empty(), text.array(), 0, text.limit());
  }

  /// Returns what the header says. Its tensors are not yet checked against each other and the file.
  static SafetensorsHeader parse(Source source, ByteBuffer bytes) throws WeightFormatException {
    CharBuffer text = decode(source, bytes);
    if (text.isEmpty() || text.charAt(0) != '{') {
      throw source.fault(
          "header begins with %s, expected {"
              .formatted(
                  text.isEmpty() ? "nothing" : Quoted.of(text.subSequence(0, 1).toString())));
    }
    try (var parser = new SafetensorsHeaderParser(source, text)) {
      return parser.header();
    } catch (JacksonException e) {
      WeightFormatException fault =
          source.fault(
              "header cannot be parsed as JSON at character %s, expected one object"
                  .formatted(e.getLocation().getCharOffset()));
      fault.initCause(e);
      throw fault;
    }
  }

  /// Decodes strictly, since decoders that replace or accept malformed bytes would make different
  /// names equal.
  private static CharBuffer decode(Source source, ByteBuffer bytes) throws WeightFormatException {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CharBuffer text = CharBuffer.allocate(bytes.remaining());
    if (decoder.decode(bytes, text, true).isError()) {
      throw source.fault("header is not UTF-8 at byte %s".formatted(bytes.position()));
    }
    return text.flip();
  }

  @Override
  public void close() {
    parser.close();
  }

  private SafetensorsHeader header() throws WeightFormatException {
    Map<String, String> metadata = null;
    var tensors = new LinkedHashMap<String, SafetensorsEntry>();
    parser.nextToken();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      if (name.equals(SafetensorsHeader.METADATA)) {
        if (metadata != null) {
          throw source.fault("__metadata__ stands twice in the header, expected once");
        }
        metadata = metadata();
      } else if (tensors.put(name, tensor(name)) != null) {
        throw source.tensorFault(name, "stands twice in the header, expected once");
      }
    }
    if (parser.nextToken() != null) {
      throw source.fault("header has " + found() + " after its object, expected the end");
    }
    return new SafetensorsHeader(
        metadata == null ? Map.of() : Collections.unmodifiableMap(metadata),
        List.copyOf(tensors.values()));
  }

  private Map<String, String> metadata() throws WeightFormatException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw source.fault("__metadata__ is " + found() + ", expected an object of strings");
    }
    var metadata = new LinkedHashMap<String, String>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      if (parser.nextToken() != JsonToken.VALUE_STRING) {
        throw source.fault(
            "__metadata__ has %s for %s, expected a string".formatted(found(), Quoted.of(key)));
      }
      if (metadata.put(key, text(key)) != null) {
        throw source.fault("__metadata__ has %s twice, expected once".formatted(Quoted.of(key)));
      }
    }
    return metadata;
  }

  /// Returns the string. JSON can escape half of a surrogate pair, which is no character; in names,
  /// but not here, the parser has seen to it.
  private String text(String key) throws WeightFormatException {
    String text = parser.getString();
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw source.fault(
          "__metadata__ has half a surrogate pair for %s, expected Unicode"
              .formatted(Quoted.of(key)));
    }
    return text;
  }

  private SafetensorsEntry tensor(String name) throws WeightFormatException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw source.tensorFault(
          name, "is " + found() + ", expected an object of dtype, shape and data_offsets");
    }
    ElementType type = null;
    List<Long> shape = null;
    List<Long> offsets = null;
    var seen = new HashSet<String>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String field = parser.currentName();
      if (!seen.add(field)) {
        throw source.tensorFault(name, "has %s twice, expected once".formatted(Quoted.of(field)));
      }
      parser.nextToken();
      switch (field) {
        case "dtype" -> type = type(name);
        case "shape" -> shape = integers(name, field, MAX_DIMENSIONS);
        case "data_offsets" -> offsets = integers(name, field, 2);
        default ->
            throw source.tensorFault(
                name, "has %s, expected dtype, shape, data_offsets".formatted(Quoted.of(field)));
      }
    }
    if (type == null || shape == null || offsets == null) {
      String missing = type == null ? "dtype" : shape == null ? "shape" : "data_offsets";
      throw source.tensorFault(name, "has no %s, expected one".formatted(missing));
    }
    if (offsets.size() != 2) {
      throw source.tensorFault(
          name, "has %s data_offsets, expected 2: begin and end".formatted(offsets.size()));
    }
    return new SafetensorsEntry(
        new TensorInfo(name, type, shape), offsets.getFirst(), offsets.getLast());
  }

  private ElementType type(String name) throws WeightFormatException {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      String found = parser.getString();
      for (ElementType type : SafetensorsHeader.TYPES) {
        if (type.name().equals(found)) {
          return type;
        }
      }
    }
    String known =
        SafetensorsHeader.TYPES.stream().map(Enum::name).collect(Collectors.joining(", "));
    throw source.tensorFault(name, "has dtype %s, expected one of %s".formatted(found(), known));
  }

  private List<Long> integers(String name, String field, int most) throws WeightFormatException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw source.tensorFault(
          name, "has %s for %s, expected an array of integers".formatted(found(), field));
    }
    var integers = new ArrayList<Long>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (integers.size() == most) {
        throw source.tensorFault(
            name, "has more than %s integers in %s, expected at most that".formatted(most, field));
      }
      integers.add(integer(name, field));
    }
    return integers;
  }

  private Long integer(String name, String field) throws WeightFormatException {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
        && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER
        && parser.getLongValue() >= 0) {
      return parser.getLongValue();
    }
    throw source.tensorFault(
        name,
        "has %s in %s, expected an integer from 0 to %s".formatted(found(), field, Long.MAX_VALUE));
  }

  /// Returns what stands where something else was expected.
  private String found() {
    @Nullable JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> Quoted.of(parser.getString());
      case null, default -> parser.getString();
    };
  }
}
