/// Tensors: dense arrays of single or double precision, the operations on them, and their gradients
/// by reverse-mode differentiation. Each operation's backward stands under its forward.
package rnn4j.tensor;
