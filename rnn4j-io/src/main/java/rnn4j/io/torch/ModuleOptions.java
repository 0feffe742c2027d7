package rnn4j.io.torch;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rnn4j.io.pickle.PyObject;
import rnn4j.nn.Nonlinearity;
import rnn4j.nn.RecurrentConfig;
import rnn4j.nn.RnnConfig;
import rnn4j.nn.StoredLayer;

/// What a whole module, `torch.nn.LSTM` and the like, tells of itself beyond its parameters.
///
/// @param module with its attributes
record ModuleOptions(PyObject module) {

  static ModuleOptions of(PyObject module) {
    return new ModuleOptions(module);
  }

  /// Returns the layer with those options that only the module tells.
  StoredLayer applyTo(StoredLayer layer) {
    RecurrentConfig<?> config = layer.config();
    List<String> untold = new ArrayList<>(layer.untold());
    if (!module.type().module().equals("torch.nn.modules.rnn")) {
      return layer;
    }
    if (module.attribute("batch_first") instanceof Boolean batchFirst) {
      config = config.withBatchFirst(batchFirst);
      untold.remove("batch_first");
    }
    if (module.attribute("dropout") instanceof Number dropout
        && dropout.doubleValue() >= 0
        && dropout.doubleValue() <= 1) {
      config = config.withDropout(dropout.doubleValue());
      untold.remove("dropout");
    }
    if (config instanceof RnnConfig rnn) {
      config = told(rnn, untold);
    }
    return new StoredLayer(layer.name(), config, layer.cell(), untold, layer.parameters());
  }

  /// A layer has `RNN_RELU` for its mode or, since PyTorch 1.8, `relu` for its nonlinearity; a cell
  /// has the latter.
  private RnnConfig told(RnnConfig config, List<String> untold) {
    for (String attribute : List.of("mode", "nonlinearity")) {
      Nonlinearity told = nonlinearity(module.attribute(attribute));
      if (told != null) {
        untold.remove("nonlinearity");
        return config.withNonlinearity(told);
      }
    }
    return config;
  }

  private static @Nullable Nonlinearity nonlinearity(@Nullable Object attribute) {
    return switch (attribute instanceof String text ? text : "") {
      case "RNN_TANH", "tanh" -> Nonlinearity.TANH;
      case "RNN_RELU", "relu" -> Nonlinearity.RELU;
      default -> null;
    };
  }
}
