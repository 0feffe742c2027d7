package rnn4j.io.keras;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is asked of a [JsonTree]: values of a kind, where they are of it.
final class Json {
  private Json() {}

  @SuppressWarnings(
      "unchecked") // the tree is made by JsonTree, whose objects have strings as names
  static Map<String, Object> object(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }

  @SuppressWarnings("unchecked") // lists of a tree hold anything
  static List<Object> list(@Nullable Object value) {
    return value instanceof List<?> list ? (List<Object>) list : List.of();
  }

  static String text(@Nullable Object value) {
    return value instanceof String text ? text : "";
  }

  static boolean truth(@Nullable Object value, boolean missing) {
    return value instanceof Boolean truth ? truth : missing;
  }
}
