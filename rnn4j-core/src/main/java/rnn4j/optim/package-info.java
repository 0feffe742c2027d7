/// Optimisers with the update rules and the defaults of `torch.optim`, and the clipping of
/// gradients.
package rnn4j.optim;
