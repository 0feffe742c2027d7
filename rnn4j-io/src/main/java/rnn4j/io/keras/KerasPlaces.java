package rnn4j.io.keras;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds where the weights of layers are in an HDF5 file. Keras has two layouts: the legacy one,
/// with a group for each layer of the model and a list of the weights' names in it, and one that
/// follows the objects of the model, `layers/lstm/cell/vars/0`.
final class KerasPlaces {
  private static final String LEGACY_ROOT = "model_weights";
  private static final String RECURRENT = "/cell/vars/1";

  private final Hdf5File file;
  private final String legacyRoot;

  /// The paths of the weights of one direction.
  ///
  /// @param bias empty if there is none
  record Place(String kernel, String recurrentKernel, String bias) {}

  KerasPlaces(Hdf5File file) {
    this.file = file;
    boolean isWithin = !file.texts(LEGACY_ROOT, "layer_names").isEmpty();
    this.legacyRoot = isWithin ? LEGACY_ROOT + "/" : "";
  }

  /// Returns whether weights are grouped by the layers' names.
  boolean isLegacy() {
    return !legacyNames().isEmpty();
  }

  private List<String> legacyNames() {
    return file.texts(legacyRoot.isEmpty() ? "" : LEGACY_ROOT, "layer_names");
  }

  /// Returns the places of a layer's directions; not as many as it has if they are not found.
  List<Place> of(KerasConfig layer) {
    if (isLegacy()) {
      return legacy(layer.group(), layer.name());
    }
    String path = byName(layer);
    if (!layer.isBidirectional()) {
      return newer(path);
    }
    List<Place> places = new ArrayList<>(newer(path + "/forward_layer"));
    places.addAll(newer(path + "/backward_layer"));
    return places;
  }

  /// Returns the path of a layer: where an object of its name is, or else where its class and order
  /// lead to, as files of the first versions of the layout have no names.
  private String byName(KerasConfig layer) {
    Set<String> named = new LinkedHashSet<>();
    for (String dataset : file.names()) {
      if (dataset.endsWith(RECURRENT)) {
        String owner = owner(dataset);
        if (file.text(owner + "/vars", "name").equals(layer.name())) {
          named.add(owner);
        }
      }
    }
    return named.size() == 1 ? named.iterator().next() : layer.path();
  }

  /// Returns the path of the layer that has a recurrent kernel, itself or as one of its directions.
  private static String owner(String recurrentKernel) {
    return recurrentKernel
        .substring(0, recurrentKernel.length() - RECURRENT.length())
        .replaceFirst("/(forward|backward)_layer$", "");
  }

  private List<Place> newer(String path) {
    for (String start : List.of("layers/", "_layer_checkpoint_dependencies/")) {
      String there = path.startsWith("layers/") ? start + path.substring("layers/".length()) : path;
      String vars = there + "/cell/vars/";
      if (file.has(vars + "0") && file.has(vars + "1")) {
        String bias = file.has(vars + "2") ? vars + "2" : "";
        return List.of(new Place(vars + "0", vars + "1", bias));
      }
    }
    return List.of();
  }

  private List<Place> legacy(String group, String name) {
    String path = legacyRoot + group;
    List<Place> places = new ArrayList<>();
    String kernel = "";
    for (String weight : file.texts(path, "weight_names")) {
      List<String> parts = Arrays.asList(weight.split("/"));
      boolean isOurs = group.equals(name) || parts.contains(name);
      String dataset = path + "/" + weight;
      if (!isOurs || !file.has(dataset)) {
        continue;
      }
      // Each direction has its weights in this order.
      switch (parts.getLast().replaceFirst(":[0-9]+$", "")) {
        case "kernel" -> kernel = dataset;
        case "recurrent_kernel" -> {
          if (!kernel.isEmpty()) {
            places.add(new Place(kernel, dataset, ""));
            kernel = "";
          }
        }
        case "bias" -> {
          if (kernel.isEmpty() && !places.isEmpty() && places.getLast().bias().isEmpty()) {
            Place open = places.removeLast();
            places.add(new Place(open.kernel, open.recurrentKernel, dataset));
          }
        }
        default -> {}
      }
    }
    return places;
  }

  /// Returns the places of all layers by name, for files that have no configuration.
  Map<String, List<Place>> all() {
    Map<String, List<Place>> all = new LinkedHashMap<>();
    if (isLegacy()) {
      for (String layer : legacyNames()) {
        List<Place> places = legacy(layer, layer);
        if (!places.isEmpty()) {
          all.put(layer, places);
        }
      }
      return all;
    }
    for (String dataset : file.names()) {
      if (dataset.endsWith(RECURRENT)) {
        String path = dataset.substring(0, dataset.length() - RECURRENT.length());
        String owner = owner(dataset);
        String name = file.text(owner + "/vars", "name");
        String key = name.isEmpty() ? owner : name;
        if (!all.containsKey(key)) {
          List<Place> places = new ArrayList<>();
          places.addAll(owner.equals(path) ? newer(path) : newer(owner + "/forward_layer"));
          places.addAll(owner.equals(path) ? List.of() : newer(owner + "/backward_layer"));
          all.put(key, places);
        }
      }
    }
    return all;
  }
}
