package rnn4j.nn;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The recurrent layers among named tensors, told by names and shapes alone.
///
/// @param layers in the order in which their first parameters come
/// @param doubts by name of the layer, why something that has a recurrent layer's names is none of
///   PyTorch's: parameters that are missing, that do not fit, or that none of its layers has
public record StoredLayers(List<StoredLayer> layers, Map<String, String> doubts) {

  /// Creates the result.
  public StoredLayers {
    layers = List.copyOf(layers);
    doubts = Collections.unmodifiableMap(new LinkedHashMap<>(doubts));
  }

  /// Finds the layers, such as the LSTM `encoder.rnn` where there are `encoder.rnn.weight_ih_l0`,
  /// `encoder.rnn.weight_hh_l0` and so on, and the cells likewise.
  ///
  /// - The kind is told by the rows of `weight_ih_l0` for each column of `weight_hh_l0`: 4 of an
  ///   LSTM, 3 of a GRU, 1 of an RNN; with `weight_hr_l0`, which only an LSTM has, it is one with a
  ///   projection.
  /// - Layers, directions and biases are told by names, sizes by shapes. The element type is double
  ///   precision if that of any parameter is.
  /// - Not told are `batch_first`, `dropout` and the nonlinearity of an RNN. Neither is a layer of
  ///   other equations with the same names and shapes: an LSTM with coupled gates looks like a GRU.
  public static StoredLayers in(NamedTensors tensors) {
    return LayersByName.find(tensors);
  }
}
