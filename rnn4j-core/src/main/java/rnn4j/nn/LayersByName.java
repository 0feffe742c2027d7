package rnn4j.nn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds recurrent layers and cells among named tensors: puts the parameters of each together, by
/// what stands in front of the last dot of their names. [LayerShapes] tells what each one is.
final class LayersByName {
  private static final Pattern OF_LAYER =
      Pattern.compile(
          "(?:weight_ih|weight_hh|bias_ih|bias_hh|weight_hr)_l(0|[1-9][0-9]{0,5})(?:_reverse)?");
  private static final Set<String> OF_CELL = Set.of("weight_ih", "weight_hh", "bias_ih", "bias_hh");
  private static final Pattern LIKE_A_LAYER = Pattern.compile("[^.]*_l[0-9]+(?:_reverse)?");

  private final NamedTensors tensors;
  private final NavigableSet<String> sorted;
  private final List<StoredLayer> layers = new ArrayList<>();
  private final Map<String, String> doubts = new LinkedHashMap<>();

  /// A layer's or cell's place in the model.
  private record Place(String name, boolean cell) {}

  private LayersByName(NamedTensors tensors) {
    this.tensors = tensors;
    this.sorted = new TreeSet<>(tensors.names());
  }

  static StoredLayers find(NamedTensors tensors) {
    var finder = new LayersByName(tensors);
    finder.places().forEach(finder::add);
    return new StoredLayers(finder.layers, finder.doubts);
  }

  /// Returns the parameters at every place: from their names there to those among the tensors.
  private Map<Place, Map<String, String>> places() {
    var places = new LinkedHashMap<Place, Map<String, String>>();
    for (String name : tensors.names()) {
      int dot = name.lastIndexOf('.');
      String local = name.substring(dot + 1);
      boolean cell = OF_CELL.contains(local);
      if (cell || OF_LAYER.matcher(local).matches()) {
        var place = new Place(dot < 0 ? "" : name.substring(0, dot), cell);
        places.computeIfAbsent(place, _ -> new LinkedHashMap<>()).put(local, name);
      }
    }
    return places;
  }

  private void add(Place place, Map<String, String> names) {
    NamedTensors parameters = tensors.renamed(names);
    try {
      String extra = extra(place, names);
      if (extra != null) {
        throw new LayerShapes.DoubtException(
            "has also %s, which no %s of PyTorch has"
                .formatted(extra, place.cell() ? "cell" : "recurrent layer"));
      }
      layers.add(
          place.cell()
              ? LayerShapes.cell(place.name(), parameters)
              : LayerShapes.layer(place.name(), count(names.keySet()), parameters));
    } catch (LayerShapes.DoubtException e) {
      doubts.put(place.name(), String.valueOf(e.getMessage()));
    }
  }

  /// Returns how many different layers the names have.
  private static int count(Set<String> names) {
    return (int)
        names.stream()
            .map(OF_LAYER::matcher)
            .filter(Matcher::matches)
            .map(matcher -> matcher.group(1))
            .distinct()
            .count();
  }

  /// Returns a tensor beside or below the parameters that a layer of PyTorch does not have, and by
  /// which a layer of other equations shows. In the model itself, though, anything may stand beside
  /// the parameters of a layer.
  private @Nullable String extra(Place place, Map<String, String> names) {
    if (place.name().isEmpty()) {
      for (String name : sorted) {
        boolean suspect = place.cell() || LIKE_A_LAYER.matcher(name).matches();
        if (suspect && !names.containsKey(name)) {
          return name;
        }
      }
      return null;
    }
    String begin = place.name() + ".";
    // The character after the dot ends the range of names that begin so.
    for (String name : sorted.subSet(begin, place.name() + (char) ('.' + 1))) {
      String local = name.substring(begin.length());
      if (!names.containsKey(local)) {
        return local;
      }
    }
    return null;
  }
}
