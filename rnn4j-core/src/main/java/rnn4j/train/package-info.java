/// Training: the loop, what it measures, and checkpoints from which it goes on in the same bits.
package rnn4j.train;
