/// The commands `rnn4j tag train` and `rnn4j tag predict`: one label for each word.
@NullMarked
package rnn4j.cli.tag;

import org.jspecify.annotations.NullMarked;
