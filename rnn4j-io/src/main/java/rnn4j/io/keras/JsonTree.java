package rnn4j.io.keras;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rnn4j.io.WeightFormatException;
import rnn4j.io.file.Source;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/// A text of JSON as maps, lists, strings, numbers, truth values and null.
final class JsonTree {
  private static final int MAX_DEPTH = 200;
  private static final int MAX_CHARACTERS = 1 << 26;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxDocumentLength(MAX_CHARACTERS)
                  .build())
          .build();

  private JsonTree() {}

  /// Returns the object that a text is.
  ///
  /// @param what the text, as faults name it
  static Map<String, Object> object(Source source, String what, String text)
      throws WeightFormatException {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
      parser.nextToken();
      Object value = value(parser);
      if (parser.nextToken() == null && value instanceof Map<?, ?> map) {
        return Json.object(map);
      }
    } catch (JacksonException e) {
      // The exception of a text that goes too deep has no place.
      TokenStreamLocation place = e.getLocation();
      WeightFormatException fault =
          source.fault(
              "%s cannot be parsed as JSON%s, expected one object less than %d deep"
                  .formatted(
                      what,
                      place == null ? "" : " at character " + place.getCharOffset(),
                      MAX_DEPTH));
      fault.initCause(e);
      throw fault;
    }
    throw source.fault(what + " is not one object of JSON");
  }

  private static @Nullable Object value(JsonParser parser) {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          object.put(name, value(parser));
        }
        yield Collections.unmodifiableMap(object);
      }
      case START_ARRAY -> {
        List<@Nullable Object> array = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          array.add(value(parser));
        }
        yield Collections.unmodifiableList(array);
      }
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case null, default -> null;
    };
  }
}
