/// Modules with the semantics, the parameter names and the initial weights of `torch.nn`.
package rnn4j.nn;
