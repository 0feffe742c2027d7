/// Dense tensors of float32 or float64 with reverse-mode automatic differentiation.
package rnn4j.tensor;
