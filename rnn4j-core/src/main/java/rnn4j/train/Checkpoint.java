package rnn4j.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import rnn4j.tensor.Tensor;

/// Everything a training needs to go on, as tensors and texts by name. `rnn4j-io` writes it to a
/// file.
///
/// Names have parts with dots between them; the first part says whose it is: `model`, `optimizer`,
/// `trainer`, and so on.
///
/// @param tensors by name. Those of a checkpoint made by a [Trainer] are the ones it works on:
///   write or copy them before training goes on.
/// @param texts by name
public record Checkpoint(Map<String, Tensor> tensors, Map<String, String> texts) {
  /// Nothing at all.
  public static final Checkpoint EMPTY = new Checkpoint(Map.of(), Map.of());

  /// Keeps copies of the maps, in their order.
  public Checkpoint {
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
  }

  /// Returns a checkpoint of tensors only.
  public static Checkpoint ofTensors(Map<String, Tensor> tensors) {
    return new Checkpoint(tensors, Map.of());
  }

  /// Returns a checkpoint of texts only.
  public static Checkpoint ofTexts(Map<String, String> texts) {
    return new Checkpoint(Map.of(), texts);
  }

  /// Returns this with all of another checkpoint under a name of its own.
  public Checkpoint with(String part, Checkpoint other) {
    var allTensors = new LinkedHashMap<>(tensors);
    var allTexts = new LinkedHashMap<>(texts);
    other.tensors.forEach((name, tensor) -> allTensors.put(part + "." + name, tensor));
    other.texts.forEach((name, text) -> allTexts.put(part + "." + name, text));
    return new Checkpoint(allTensors, allTexts);
  }

  /// Returns what stands under a name, without that name.
  public Checkpoint part(String part) {
    return new Checkpoint(below(part, tensors), below(part, texts));
  }

  private static <V> Map<String, V> below(String part, Map<String, V> all) {
    String prefix = part + ".";
    var below = new LinkedHashMap<String, V>();
    all.forEach((name, value) -> {
      if (name.startsWith(prefix)) {
        below.put(name.substring(prefix.length()), value);
      }
    });
    return below;
  }

  /// Returns a text.
  ///
  /// @throws IllegalArgumentException if there is none of that name
  public String text(String name) {
    String text = texts.get(name);
    if (text == null) {
      throw new IllegalArgumentException(
          "Checkpoint: no text \"%s\", expected the checkpoint of a training".formatted(name));
    }
    return text;
  }

  /// Returns a whole number that was kept as a text.
  ///
  /// @throws IllegalArgumentException if there is none of that name
  public long number(String name) {
    try {
      return Long.parseLong(text(name));
    } catch (NumberFormatException e) {
      throw malformed(name, "a whole number", e);
    }
  }

  /// Returns a number that was kept by [Double#toHexString], to the last bit.
  ///
  /// @throws IllegalArgumentException if there is none of that name
  public double real(String name) {
    try {
      return Double.parseDouble(text(name));
    } catch (NumberFormatException e) {
      throw malformed(name, "a number", e);
    }
  }

  private IllegalArgumentException malformed(
      String name, String expected, NumberFormatException cause) {
    return new IllegalArgumentException(
        "Checkpoint: text \"%s\" is \"%s\", expected %s".formatted(name, text(name), expected),
        cause);
  }
}
