/// The commands `rnn4j classify train` and `rnn4j classify predict`: one label for each sequence.
@NullMarked
package rnn4j.cli.classify;

import org.jspecify.annotations.NullMarked;
