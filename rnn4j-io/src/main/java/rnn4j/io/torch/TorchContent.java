package rnn4j.io.torch;

import java.util.Map;
import rnn4j.io.pickle.PyObject;

/// What a file's pickle holds.
///
/// @param kind what it is, in words, such as `state_dict at "model"`
/// @param tensors by name
/// @param metadata numbers and text that stand beside, by name
/// @param modules whole modules by name, for what they tell of themselves
record TorchContent(
    String kind,
    Map<String, TorchTensor> tensors,
    Map<String, String> metadata,
    Map<String, PyObject> modules) {}
