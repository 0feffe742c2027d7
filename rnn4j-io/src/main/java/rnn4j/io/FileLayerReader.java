package rnn4j.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import rnn4j.nn.LayerReader;
import rnn4j.nn.StoredLayer;
import rnn4j.nn.StoredLayers;

/// Opens files of all formats that are known, for [rnn4j.nn.Lstm#load(Path)] and its like. Not for
/// users: it is found as a service.
public final class FileLayerReader implements LayerReader {

  /// Creates the reader.
  public FileLayerReader() {}

  @Override
  public OpenFile open(Path path) throws IOException {
    return new OpenLayers(ModelFiles.open(path));
  }

  private record OpenLayers(ModelFile file) implements OpenFile {

    @Override
    public StoredLayers layers() throws IOException {
      FileLayers layers = file.layers();
      List<StoredLayer> stored =
          layers.layers().stream().flatMap(layer -> layer.stored().stream()).toList();
      return new StoredLayers(stored, layers.doubts());
    }

    @Override
    public void close() {
      file.close();
    }
  }
}
