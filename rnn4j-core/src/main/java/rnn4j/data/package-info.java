/// Batches to train on: sequences of different lengths, windows over series, streams of tokens.
package rnn4j.data;
