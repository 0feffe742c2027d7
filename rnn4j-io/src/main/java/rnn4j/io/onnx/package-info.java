/// Models in the Open Neural Network Exchange format.
///
/// Every `LSTM`, `GRU` and `RNN` node of a model becomes a layer that runs, wherever it stands: in
/// graphs within graphs, in functions, with weights that are rearranged on their way.
///
/// From the bytes up: [rnn4j.io.onnx.ProtoFields] (the wire form), `Node`, `Graph`, `Function` and
/// `Scope` (what names mean where), `Constants` (which values are known), `NodeReader` (a node's
/// options and weights), [rnn4j.io.onnx.OnnxLayer] (what it computes).
package rnn4j.io.onnx;
