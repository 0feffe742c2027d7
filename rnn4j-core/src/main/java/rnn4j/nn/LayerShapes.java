package rnn4j.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import rnn4j.tensor.DType;
import rnn4j.tensor.Shape;

/// Tells from the names and shapes of its parameters what a recurrent layer is.
final class LayerShapes {

  /// Says why parameters do not make up a layer.
  static final class DoubtException extends Exception {
    private static final long serialVersionUID = 1L;

    DoubtException(String message) {
      super(message);
    }
  }

  /// The gates of each kind of layer: rows of weights for every element of the state.
  private static final int OF_LSTM = 4;

  private static final int OF_GRU = 3;
  private static final int OF_RNN = 1;

  private final NamedTensors parameters;
  private final Set<String> names;

  private LayerShapes(NamedTensors parameters) {
    this.parameters = parameters;
    this.names = new LinkedHashSet<>(parameters.names());
  }

  static StoredLayer cell(String name, NamedTensors parameters) throws DoubtException {
    var shapes = new LayerShapes(parameters);
    RecurrentConfig<?> config =
        shapes.config("weight_ih", "weight_hh", "weight_hr").withBias(shapes.has("bias_"));
    shapes.check(expectedOf(config, List.of("")));
    return new StoredLayer(name, config, true, untold(config, true), parameters);
  }

  static StoredLayer layer(String name, int numLayers, NamedTensors parameters)
      throws DoubtException {
    var shapes = new LayerShapes(parameters);
    boolean bidirectional = shapes.names.stream().anyMatch(n -> n.endsWith("_reverse"));
    RecurrentConfig<?> config =
        shapes
            .config("weight_ih_l0", "weight_hh_l0", "weight_hr_l0")
            .withNumLayers(numLayers)
            .withBias(shapes.has("bias_"))
            .withBidirectional(bidirectional);
    List<String> suffixes = new ArrayList<>();
    for (int layer = 0; layer < numLayers; layer++) {
      suffixes.add("_l" + layer);
      if (bidirectional) {
        suffixes.add("_l" + layer + "_reverse");
      }
    }
    shapes.check(expectedOf(config, suffixes));
    return new StoredLayer(name, config, false, untold(config, false), parameters);
  }

  private boolean has(String begin) {
    return names.stream().anyMatch(name -> name.startsWith(begin));
  }

  private static List<String> untold(RecurrentConfig<?> config, boolean cell) {
    List<String> untold = new ArrayList<>();
    if (config instanceof RnnConfig) {
      untold.add("nonlinearity");
    }
    if (!cell) {
      untold.add("batch_first");
    }
    if (config.numLayers() > 1) {
      untold.add("dropout");
    }
    return untold;
  }

  /// Returns kind and sizes of the first layer.
  private RecurrentConfig<?> config(String weightIh, String weightHh, String weightHr)
      throws DoubtException {
    Shape ih = matrix(weightIh);
    Shape hh = matrix(weightHh);
    int rows = ih.size(0);
    int outputSize = hh.size(1);
    DType dtype = dtype();
    if (has("weight_hr")) {
      int hiddenSize = matrix(weightHr).size(1);
      if (rows != (long) OF_LSTM * hiddenSize || outputSize >= hiddenSize) {
        throw new DoubtException(
            "has %s %s, %s %s and %s (%d, %d), expected those of an LSTM with a projection: (4 * hiddenSize, inputSize), (4 * hiddenSize, projSize) and (projSize, hiddenSize), projSize less than hiddenSize"
                .formatted(
                    weightIh, ih, weightHh, hh, weightHr, matrix(weightHr).size(0), hiddenSize));
      }
      return LstmConfig.of(ih.size(1), hiddenSize).withProjSize(outputSize).withDtype(dtype);
    }
    int gates = rows % outputSize == 0 ? rows / outputSize : 0;
    return switch (gates) {
      case OF_LSTM -> LstmConfig.of(ih.size(1), outputSize).withDtype(dtype);
      case OF_GRU -> GruConfig.of(ih.size(1), outputSize).withDtype(dtype);
      case OF_RNN -> RnnConfig.of(ih.size(1), outputSize).withDtype(dtype);
      default ->
          throw new DoubtException(
              "has %s %s and %s %s, expected 4 times as many rows of the first as columns of the second for an LSTM, 3 for a GRU, 1 for an RNN"
                  .formatted(weightIh, ih, weightHh, hh));
    };
  }

  private Shape matrix(String name) throws DoubtException {
    requireNames(Set.of(name));
    Shape shape = parameters.shape(name);
    if (shape.dim() != 2 || shape.numel() == 0) {
      throw new DoubtException("has %s %s, expected a matrix".formatted(name, shape));
    }
    return shape;
  }

  private DType dtype() {
    return names.stream().anyMatch(name -> parameters.dtype(name) == DType.FLOAT64)
        ? DType.FLOAT64
        : DType.FLOAT32;
  }

  /// Returns the shapes that all parameters are to have.
  ///
  /// @param suffixes of the names, of each layer and direction
  private static Map<String, int[]> expectedOf(RecurrentConfig<?> config, List<String> suffixes) {
    int hiddenSize = config.hiddenSize();
    int projSize = config instanceof LstmConfig lstm ? lstm.projSize() : 0;
    int outputSize = projSize > 0 ? projSize : hiddenSize;
    int gates =
        switch (config) {
          case GruConfig _ -> OF_GRU;
          case RnnConfig _ -> OF_RNN;
          default -> OF_LSTM;
        };
    int rows = gates * hiddenSize;
    var shapes = new LinkedHashMap<String, int[]>();
    for (int i = 0; i < suffixes.size(); i++) {
      String suffix = suffixes.get(i);
      boolean first = i < config.numDirections();
      int inputSize = first ? config.inputSize() : config.numDirections() * outputSize;
      shapes.put("weight_ih" + suffix, new int[] {rows, inputSize});
      shapes.put("weight_hh" + suffix, new int[] {rows, outputSize});
      if (config.bias()) {
        shapes.put("bias_ih" + suffix, new int[] {rows});
        shapes.put("bias_hh" + suffix, new int[] {rows});
      }
      if (projSize > 0) {
        shapes.put("weight_hr" + suffix, new int[] {projSize, hiddenSize});
      }
    }
    return shapes;
  }

  private void check(Map<String, int[]> expected) throws DoubtException {
    requireNames(expected.keySet());
    for (Map.Entry<String, int[]> entry : expected.entrySet()) {
      Shape found = parameters.shape(entry.getKey());
      if (!Arrays.equals(found.toArray(), entry.getValue())) {
        throw new DoubtException(
            "has %s %s, expected %s"
                .formatted(entry.getKey(), found, Python.text(entry.getValue())));
      }
    }
  }

  private void requireNames(Set<String> expected) throws DoubtException {
    List<String> missing =
        expected.stream().filter(name -> !names.contains(name)).limit(4).toList();
    if (!missing.isEmpty()) {
      throw new DoubtException(
          "has %s, but no %s".formatted(names.iterator().next(), String.join(", ", missing)));
    }
  }
}
