/// The command `rnn4j forecast`: an LSTM trained on a series, scored beside two baselines.
@NullMarked
package rnn4j.cli.forecast;

import org.jspecify.annotations.NullMarked;
