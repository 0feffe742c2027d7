package rnn4j.golden;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One computation of PyTorch: a name, options by their PyTorch names, and tensors.
public final class GoldenCase {

  private final String name;
  private final Map<String, String> options = new LinkedHashMap<>();
  private final Map<String, GoldenTensor> tensors = new LinkedHashMap<>();

  private GoldenCase(String name) {
    this.name = name;
  }

  static GoldenCase parse(List<String> words) {
    var golden = new GoldenCase(words.get(1));
    for (String option : words.subList(2, words.size())) {
      int equals = option.indexOf('=');
      golden.options.put(option.substring(0, equals), option.substring(equals + 1));
    }
    return golden;
  }

  void add(String tensorName, GoldenTensor tensor) {
    tensors.put(tensorName, tensor);
  }

  public String name() {
    return name;
  }

  public boolean hasOption(String key) {
    return options.containsKey(key);
  }

  public String text(String key) {
    return required(options, key, "option");
  }

  public boolean flag(String key) {
    return Boolean.parseBoolean(text(key));
  }

  public int integer(String key) {
    return Integer.parseInt(text(key));
  }

  public long integer64(String key) {
    return Long.parseLong(text(key));
  }

  public double number(String key) {
    return Double.parseDouble(text(key));
  }

  public boolean hasTensor(String tensorName) {
    return tensors.containsKey(tensorName);
  }

  public GoldenTensor tensor(String tensorName) {
    return required(tensors, tensorName, "tensor");
  }

  /// Returns the names of all tensors in the order of the file.
  public Set<String> tensorNames() {
    return tensors.keySet();
  }

  /// Returns the name, which is what a parameterised test shows.
  @Override
  public String toString() {
    return name;
  }

  private <T> T required(Map<String, T> map, String key, String kind) {
    T value = map.get(key);
    if (value == null) {
      throw new IllegalArgumentException(
          "GoldenCase %s: found no %s %s, expected one of %s"
              .formatted(name, kind, key, map.keySet()));
    }
    return value;
  }
}
