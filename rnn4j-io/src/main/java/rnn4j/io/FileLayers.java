package rnn4j.io;

import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import rnn4j.nn.StoredLayers;

/// The recurrent layers of a file.
///
/// @param layers in the order of the file
/// @param doubts by name of the layer, why something that looks like a recurrent layer cannot be
///   used as one
public record FileLayers(List<FileLayer> layers, Map<String, String> doubts) {

  /// Creates the result.
  public FileLayers {
    layers = List.copyOf(layers);
    doubts = Collections.unmodifiableMap(new LinkedHashMap<>(doubts));
  }

  /// Returns the layers that names and shapes of a file's tensors tell, see
  /// [StoredLayers#in(rnn4j.nn.NamedTensors)].
  ///
  /// @throws IOException if the file cannot be read
  static FileLayers byName(ModelFile file) throws IOException {
    StoredLayers found = StoredLayers.in(new FloatTensors(file));
    return new FileLayers(found.layers().stream().map(FileLayer::of).toList(), found.doubts());
  }
}
