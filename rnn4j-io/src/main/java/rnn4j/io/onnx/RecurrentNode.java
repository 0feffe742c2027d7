package rnn4j.io.onnx;

/// A recurrent node at its place in a model.
///
/// @param path the nodes around it, each with the attribute that has the graph, then its own name
record RecurrentNode(String path, RecurrentOperator operator, Node node, Scope scope) {}
