package rnn4j.nn;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Builds one layer from a file: finds it by kind and name, and copies its parameters.
///
/// @param where the method that the user called, such as `Lstm.load`
/// @param kind the configuration of the wanted kind of layer
/// @param cell whether a cell is wanted
record LayerLoader<C extends RecurrentConfig<C>>(String where, Class<C> kind, boolean cell) {
  /// Returns the layer of the given name, or the only one of its kind.
  ///
  /// @param options gives the options that the file does not tell, or null where they are not given
  <M extends Module> M load(
      Path path,
      @Nullable String name,
      @Nullable UnaryOperator<C> options,
      Function<C, M> constructor)
      throws IOException {
    try (LayerReader.OpenFile file = reader().open(path)) {
      StoredLayer layer = pick(path, name, file.layers());
      C config = kind.cast(layer.config());
      if (options != null) {
        config = options.apply(config);
      } else if (layer.untold().contains("nonlinearity")) {
        System.getLogger(LayerLoader.class.getName())
            .log(
                Level.WARNING,
                "%s: %s: the file does not tell the nonlinearity of the %s, took tanh, PyTorch's default; give it to be sure"
                    .formatted(where, path, described(layer)));
      }
      M module = constructor.apply(config);
      module.loadStateDict(layer.parameters().stateDict());
      return module;
    }
  }

  private LayerReader reader() {
    return ServiceLoader.load(LayerReader.class, LayerReader.class.getClassLoader())
        .findFirst()
        .orElseThrow(() ->
            new IllegalStateException(
                where
                    + ": found no reader of files, expected the module rnn4j-io beside rnn4j-core; add io.github.rnn4j:rnn4j-io to the program"));
  }

  private StoredLayer pick(Path path, @Nullable String name, StoredLayers found) {
    if (name == null) {
      List<StoredLayer> ofKind = found.layers().stream().filter(this::isWanted).toList();
      if (ofKind.size() == 1) {
        return ofKind.getFirst();
      }
      throw fault(
          path,
          ofKind.isEmpty()
              ? "holds no %s; %s".formatted(kindName(), contents(found))
              : "holds %d layers of the kind %s, expected one; say which by its name: %s"
                  .formatted(ofKind.size(), kindName(), names(ofKind)));
    }
    for (StoredLayer layer : found.layers()) {
      if (layer.name().equals(name)) {
        if (isWanted(layer)) {
          return layer;
        }
        throw fault(
            path,
            "holds the %s, expected one of the kind %s".formatted(described(layer), kindName()));
      }
    }
    String doubt = found.doubts().get(name);
    throw fault(
        path,
        doubt == null
            ? "holds no layer \"%s\"; %s".formatted(name, contents(found))
            : "\"%s\" %s".formatted(name, doubt));
  }

  private boolean isWanted(StoredLayer layer) {
    return kind.isInstance(layer.config()) && layer.cell() == cell;
  }

  private String kindName() {
    return where.substring(0, where.indexOf('.'));
  }

  private IllegalArgumentException fault(Path path, String fault) {
    return new IllegalArgumentException("%s: %s: %s".formatted(where, path, fault));
  }

  private static String contents(StoredLayers found) {
    if (!found.layers().isEmpty()) {
      return "it holds " + names(found.layers());
    }
    return found.doubts().isEmpty()
        ? "it holds no recurrent layer"
        : found.doubts().entrySet().stream()
            .limit(3)
            .map(LayerLoader::doubt)
            .collect(Collectors.joining("; "));
  }

  private static String doubt(Map.Entry<String, String> doubt) {
    return "\"%s\" %s".formatted(doubt.getKey(), doubt.getValue());
  }

  private static String names(List<StoredLayer> layers) {
    String first =
        layers.stream().limit(10).map(LayerLoader::described).collect(Collectors.joining(", "));
    return layers.size() > 10 ? first + " and " + (layers.size() - 10) + " more" : first;
  }

  private static String described(StoredLayer layer) {
    return "%s \"%s\"".formatted(layer.kind(), layer.name());
  }
}
