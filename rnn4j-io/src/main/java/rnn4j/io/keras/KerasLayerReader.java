package rnn4j.io.keras;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rnn4j.io.WeightFormatException;
import rnn4j.tensor.Tensor;

/// Puts configuration and weights together, and checks that they fit.
final class KerasLayerReader {
  private static final List<String> UNTOLD =
      List.of(
          "activation",
          "recurrent_activation",
          "go_backwards",
          "return_sequences",
          "return_state",
          "stateful",
          "merge_mode");

  private final KerasFile file;
  private final KerasPlaces places;
  private final List<KerasFileLayer> layers = new ArrayList<>();
  private final Map<String, String> doubts = new LinkedHashMap<>();

  KerasLayerReader(KerasFile file, Hdf5File weights) {
    this.file = file;
    this.places = new KerasPlaces(weights);
  }

  /// Returns the layers of a configuration, or those that the weights alone tell.
  KerasLayers read(@Nullable Map<String, Object> config, int version) throws WeightFormatException {
    List<KerasConfig> configs = List.of();
    if (config != null) {
      KerasConfigs.Result found = KerasConfigs.of(config, version);
      configs = found.layers();
      doubts.putAll(found.doubts());
    }
    for (KerasConfig layer : configs) {
      add(layer, places.of(layer), List.of());
    }
    if (configs.isEmpty() && doubts.isEmpty()) {
      for (Map.Entry<String, List<KerasPlaces.Place>> layer : places.all().entrySet()) {
        KerasConfig told = told(layer.getKey(), layer.getValue());
        if (told != null) {
          add(told, layer.getValue(), UNTOLD);
        }
      }
    }
    return new KerasLayers(layers, doubts);
  }

  private void add(KerasConfig layer, List<KerasPlaces.Place> found, List<String> untold)
      throws WeightFormatException {
    if (found.size() != layer.options().size()) {
      doubts.put(
          layer.name(),
          "has the weights of %d direction(s) in the file, expected %d"
              .formatted(found.size(), layer.options().size()));
      return;
    }
    List<KerasWeights> weights = new ArrayList<>();
    for (int d = 0; d < found.size(); d++) {
      KerasWeights w = weights(found.get(d));
      String fault = fault(layer.options().get(d), w, weights);
      if (fault != null) {
        doubts.put(layer.name(), fault);
        return;
      }
      weights.add(w);
    }
    layers.add(
        new KerasFileLayer(
            new KerasLayer(layer.name(), layer.options(), layer.merge(), weights),
            untold,
            found.stream()
                .flatMap(place -> Stream.of(place.kernel(), place.recurrentKernel(), place.bias()))
                .toList()));
  }

  private KerasWeights weights(KerasPlaces.Place place) throws WeightFormatException {
    return new KerasWeights(
        file.tensor(place.kernel()),
        file.tensor(place.recurrentKernel()),
        place.bias().isEmpty() ? null : file.tensor(place.bias()));
  }

  /// Returns what does not fit, or null.
  private static @Nullable String fault(
      KerasOptions options, KerasWeights w, List<KerasWeights> before) {
    int units = options.units();
    long columns = (long) options.kind().gates() * units;
    Tensor kernel = w.kernel();
    Tensor recurrent = w.recurrentKernel();
    if (recurrent.dim() != 2 || recurrent.size(0) != units || recurrent.size(1) != columns) {
      return "has recurrent_kernel of shape %s, expected (units=%d, %d)"
          .formatted(recurrent.shape(), units, columns);
    }
    if (kernel.dim() != 2 || kernel.size(0) < 1 || kernel.size(1) != columns) {
      return "has kernel of shape %s, expected (features, %d)".formatted(kernel.shape(), columns);
    }
    Tensor bias = w.bias();
    if (options.useBias() != (bias != null)) {
      return "has %s bias, expected %s"
          .formatted(bias == null ? "no" : "a", options.useBias() ? "one" : "none");
    }
    boolean isTwo = options.cudnn() || (options.kind() == KerasKind.GRU && options.resetAfter());
    if (bias != null && bias.numel() != (isTwo ? 2 : 1) * columns) {
      return "has bias of shape %s, expected %d elements"
          .formatted(bias.shape(), (isTwo ? 2 : 1) * columns);
    }
    boolean isOneType =
        kernel.dtype() == recurrent.dtype()
            && (bias == null || bias.dtype() == kernel.dtype())
            && before.stream().allMatch(b -> b.kernel().dtype() == kernel.dtype());
    boolean isOneSize = before.stream().allMatch(b -> b.kernel().size(0) == kernel.size(0));
    return isOneType && isOneSize ? null : "has weights of different types or input sizes";
  }

  /// Returns what shapes tell of a layer, or null if they are none of a recurrent layer.
  private @Nullable KerasConfig told(String name, List<KerasPlaces.Place> places)
      throws WeightFormatException {
    if (places.isEmpty() || places.size() > 2) {
      return null;
    }
    List<KerasOptions> options = new ArrayList<>();
    for (KerasPlaces.Place place : places) {
      Tensor recurrent = file.tensor(place.recurrentKernel());
      KerasKind kind = recurrent.dim() == 2 ? kind(recurrent) : null;
      if (kind == null) {
        doubts.put(
            name,
            "has recurrent_kernel of shape %s, expected 1, 3 or 4 times as many columns as rows"
                .formatted(recurrent.shape()));
        return null;
      }
      int units = recurrent.size(0);
      boolean bias = !place.bias().isEmpty();
      Tensor biases = bias ? file.tensor(place.bias()) : null;
      boolean isTwo = biases != null && biases.numel() == 2L * kind.gates() * units;
      boolean cudnn = biases != null && isTwo && (kind == KerasKind.LSTM || biases.dim() == 1);
      options.add(
          new KerasOptions(
              kind,
              units,
              KerasActivation.TANH,
              KerasActivation.SIGMOID,
              bias,
              kind == KerasKind.GRU && (isTwo || !bias),
              options.size() == 1,
              true,
              false,
              false,
              cudnn));
    }
    return new KerasConfig(name, name, "", options, KerasMerge.CONCAT);
  }

  private static @Nullable KerasKind kind(Tensor recurrent) {
    for (KerasKind kind : KerasKind.values()) {
      if (recurrent.size(0) > 0 && recurrent.size(1) == (long) kind.gates() * recurrent.size(0)) {
        return kind;
      }
    }
    return null;
  }
}
