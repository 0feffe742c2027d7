package rnn4j.io.keras;

import java.util.List;
import java.util.Map;

/// The recurrent layers of a file, and why others cannot be used, by name.
record KerasLayers(List<KerasFileLayer> layers, Map<String, String> doubts) {}
