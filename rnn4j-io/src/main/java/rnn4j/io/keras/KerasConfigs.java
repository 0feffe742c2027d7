package rnn4j.io.keras;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds the recurrent layers in the configuration of a model: in models within it, and in
/// wrappers.
final class KerasConfigs {
  private final int version;
  private final List<KerasConfig> found = new ArrayList<>();
  private final Map<String, String> doubts = new LinkedHashMap<>();

  private KerasConfigs(int version) {
    this.version = version;
  }

  /// The layers, and why others cannot be used, by name.
  record Result(List<KerasConfig> layers, Map<String, String> doubts) {}

  /// @param version of Keras, its first number
  static Result of(Map<String, Object> model, int version) {
    var configs = new KerasConfigs(version);
    configs.container(model, "", "");
    return new Result(configs.found, configs.doubts);
  }

  /// Visits the layers of a model.
  private void container(Map<String, Object> model, String path, String group) {
    Map<String, Integer> counts = new HashMap<>();
    Object config = model.get("config");
    // Sequential models of old have the list itself as their configuration.
    List<Object> layers =
        config instanceof List<?>
            ? Json.list(config)
            : Json.list(Json.object(config).get("layers"));
    for (Object child : layers) {
      Map<String, Object> layer = Json.object(child);
      String auto = snakeCase(className(layer));
      int count = counts.merge(auto, 1, Integer::sum) - 1;
      String name = name(layer);
      visit(
          layer,
          path + "layers/" + (count == 0 ? auto : auto + "_" + count),
          group.isEmpty() ? name : group);
    }
  }

  private void visit(Map<String, Object> layer, String path, String group) {
    Map<String, Object> config = Json.object(layer.get("config"));
    switch (className(layer)) {
      case "Bidirectional" -> bidirectional(layer, config, path, group);
      case "TimeDistributed" -> visit(Json.object(config.get("layer")), path + "/layer", group);
      default -> {
        if (layer.get("config") instanceof List<?> || config.containsKey("layers")) {
          container(layer, path + "/", group);
        } else {
          add(layer, path, group);
        }
      }
    }
  }

  private void add(Map<String, Object> layer, String path, String group) {
    String name = name(layer);
    try {
      KerasOptions options = options(layer);
      if (options != null) {
        found.add(new KerasConfig(name, group, path, List.of(options), KerasMerge.CONCAT));
      }
    } catch (UnknownOptionException e) {
      doubts.put(name, String.valueOf(e.getMessage()));
    }
  }

  private void bidirectional(
      Map<String, Object> wrapper, Map<String, Object> config, String path, String group) {
    String name = name(wrapper);
    try {
      KerasOptions forward = options(Json.object(config.get("layer")));
      if (forward == null) {
        return;
      }
      KerasOptions backward = options(Json.object(config.get("backward_layer")));
      KerasMerge merge = merge(config);
      found.add(
          new KerasConfig(
              name,
              group,
              path,
              List.of(forward, backward == null ? reversed(forward) : backward),
              merge));
    } catch (UnknownOptionException e) {
      doubts.put(name, String.valueOf(e.getMessage()));
    }
  }

  private static KerasMerge merge(Map<String, Object> config) throws UnknownOptionException {
    if (!config.containsKey("merge_mode")) {
      return KerasMerge.CONCAT;
    }
    String mode = Json.text(config.get("merge_mode"));
    for (KerasMerge merge : KerasMerge.values()) {
      if (merge.name().equalsIgnoreCase(mode.isEmpty() ? "none" : mode)) {
        return merge;
      }
    }
    throw new UnknownOptionException(
        "has merge_mode " + mode + ", expected concat, sum, mul, ave or none");
  }

  private static KerasOptions reversed(KerasOptions o) {
    return new KerasOptions(
        o.kind(),
        o.units(),
        o.activation(),
        o.recurrentActivation(),
        o.useBias(),
        o.resetAfter(),
        !o.goBackwards(),
        o.returnSequences(),
        o.returnState(),
        o.stateful(),
        o.cudnn());
  }

  /// Returns the options of a layer, or null if it is not recurrent.
  private @Nullable KerasOptions options(Map<String, Object> layer) throws UnknownOptionException {
    Map<String, Object> config = Json.object(layer.get("config"));
    return switch (className(layer)) {
      case "LSTM" -> options(KerasKind.LSTM, config, config, false);
      case "GRU" -> options(KerasKind.GRU, config, config, false);
      case "SimpleRNN" -> options(KerasKind.SIMPLE_RNN, config, config, false);
      case "CuDNNLSTM" -> options(KerasKind.LSTM, config, config, true);
      case "CuDNNGRU" -> options(KerasKind.GRU, config, config, true);
      case "RNN" -> {
        Map<String, Object> cell = Json.object(config.get("cell"));
        Map<String, Object> ofCell = Json.object(cell.get("config"));
        yield switch (className(cell)) {
          case "LSTMCell" -> options(KerasKind.LSTM, ofCell, config, false);
          case "GRUCell" -> options(KerasKind.GRU, ofCell, config, false);
          case "SimpleRNNCell" -> options(KerasKind.SIMPLE_RNN, ofCell, config, false);
          default ->
              throw new UnknownOptionException(
                  "is an RNN of cell "
                      + className(cell)
                      + ", expected LSTMCell, GRUCell or SimpleRNNCell");
        };
      }
      default -> null;
    };
  }

  /// @param cell the configuration that has the equations' options
  /// @param layer the configuration that has those of the run over time
  private KerasOptions options(
      KerasKind kind, Map<String, Object> cell, Map<String, Object> layer, boolean cudnn)
      throws UnknownOptionException {
    if (!(cell.get("units") instanceof Double units) || units < 1 || units > Integer.MAX_VALUE) {
      throw new UnknownOptionException("has units " + cell.get("units") + ", expected at least 1");
    }
    if (Json.truth(layer.get("time_major"), false)) {
      throw new UnknownOptionException("is time_major, expected batch first");
    }
    return new KerasOptions(
        kind,
        units.intValue(),
        activation(cell.get("activation"), "tanh"),
        activation(cell.get("recurrent_activation"), version < 2 ? "hard_sigmoid" : "sigmoid"),
        Json.truth(cell.get("use_bias"), true),
        cudnn || Json.truth(cell.get("reset_after"), false),
        Json.truth(layer.get("go_backwards"), false),
        Json.truth(layer.get("return_sequences"), false),
        Json.truth(layer.get("return_state"), false),
        Json.truth(layer.get("stateful"), false),
        cudnn);
  }

  /// A function is written by its name, or as an object that has it; none is the value itself.
  private KerasActivation activation(@Nullable Object value, String missing)
      throws UnknownOptionException {
    Object inner = value instanceof Map<?, ?> ? Json.object(value).get("config") : value;
    String name = value == null ? missing : Json.text(inner);
    return KerasActivation.of(name, version)
        .orElseThrow(() ->
            new UnknownOptionException(
                "has the activation "
                    + (name.isEmpty() ? String.valueOf(value) : name)
                    + ", which rnn4j does not know"));
  }

  private static String className(Map<String, Object> layer) {
    return Json.text(layer.get("class_name"));
  }

  private static String name(Map<String, Object> layer) {
    String inConfig = Json.text(Json.object(layer.get("config")).get("name"));
    return inConfig.isEmpty() ? Json.text(layer.get("name")) : inConfig;
  }

  /// Returns a class's name as Keras calls a layer of it: `SimpleRNN` is `simple_rnn`.
  private static String snakeCase(String className) {
    return className
        .replaceAll("\\W+", "")
        .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }

  /// An option that no layer here has.
  private static final class UnknownOptionException extends Exception {
    private static final long serialVersionUID = 1L;

    UnknownOptionException(String message) {
      super(message);
    }
  }
}
