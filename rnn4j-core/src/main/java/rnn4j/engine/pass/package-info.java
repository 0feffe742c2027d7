/// Programs run over time on arrays: forward, backward, and one step at a time. Where values lie,
/// how threads share them, how weights are packed, and how gradients are summed. Knows no tensors.
package rnn4j.engine.pass;
