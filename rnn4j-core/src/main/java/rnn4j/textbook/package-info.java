/// Recurrent networks as papers and tutorials write them, in operations on tensors and nothing
/// else: to be read, and to compare the layers of `rnn4j.nn` with.
///
/// The same layer from the plainest form to the quickest: [NaiveLstm], eight matrix products a
/// step; [FusedGateLstm], two; [rnn4j.nn.Lstm], built in. Each can be made from the weights of a
/// built-in layer and then computes the same. Inputs are (batch, seqLen, inputSize), matrices stand
/// to the right of the values they are multiplied with.
package rnn4j.textbook;
