package rnn4j.io.onnx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import rnn4j.io.Conversion;
import rnn4j.io.FileLayer;
import rnn4j.io.FileLayers;
import rnn4j.io.ModelFile;
import rnn4j.nn.Gru;
import rnn4j.nn.GruConfig;
import rnn4j.nn.Lstm;
import rnn4j.nn.LstmConfig;
import rnn4j.nn.PeepholeLstm;
import rnn4j.nn.PeepholeLstmConfig;
import rnn4j.nn.RecurrentLayer;
import rnn4j.nn.Rnn;
import rnn4j.nn.RnnConfig;
import rnn4j.nn.StoredLayer;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.Tensor;

/// The layers of a file of any format that a model can be written of, and what is left out.
///
/// @param layers by name
record ExportedFile(Map<String, RecurrentLayer> layers, Conversion report) {

  static ExportedFile of(ModelFile file) throws IOException {
    Map<String, RecurrentLayer> layers = new LinkedHashMap<>();
    List<String> converted = new ArrayList<>();
    FileLayers found = file.layers();
    Map<String, String> leftOut = new LinkedHashMap<>();
    found.doubts().forEach((name, why) -> leftOut.put("layer " + name, why));
    Set<String> used = new HashSet<>();
    for (FileLayer layer : found.layers()) {
      Optional<StoredLayer> stored = layer.stored();
      if (stored.isEmpty()) {
        leftOut.put("layer " + layer.name(), "is none of PyTorch's kinds: " + layer);
        continue;
      }
      layers.put(layer.name(), layer(stored.get()));
      converted.add("layer %s (%s)".formatted(layer.name(), layer));
      String prefix = layer.name().isEmpty() ? "" : layer.name() + ".";
      stored.get().parameters().names().forEach(name -> used.add(prefix + name));
    }
    for (String name : file.names()) {
      if (!used.contains(name)) {
        leftOut.put(file.info(name).label(), "is not a recurrent layer's under PyTorch's names");
      }
    }
    return new ExportedFile(layers, new Conversion(converted, leftOut));
  }

  private static RecurrentLayer layer(StoredLayer stored) throws IOException {
    TorchRandom random = TorchRandom.seed(0); // its numbers are replaced by the weights
    RecurrentLayer layer =
        switch (stored.config()) {
          case LstmConfig config -> new Lstm(config, random);
          case PeepholeLstmConfig config -> new PeepholeLstm(config, random);
          case GruConfig config -> new Gru(config, random);
          case RnnConfig config -> new Rnn(config, random);
        };
    Map<String, Tensor> state = new LinkedHashMap<>();
    for (String name : stored.parameters().names()) {
      // A cell's parameters get the names of the one layer that runs it over time.
      state.put(stored.cell() ? name + "_l0" : name, stored.parameters().tensor(name));
    }
    layer.loadStateDict(state);
    return layer;
  }
}
