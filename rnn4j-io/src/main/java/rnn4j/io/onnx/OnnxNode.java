package rnn4j.io.onnx;

/// A recurrent node of a model.
///
/// @param name by which the file gives its layer: the node's name, or the path where several nodes
///   have that name
/// @param path the nodes around it, each with the attribute that has its graph, then its own name:
///   `If_3.then_branch/LSTM_7`
/// @param operator the kind of layer
public record OnnxNode(String name, String path, RecurrentOperator operator) {}
