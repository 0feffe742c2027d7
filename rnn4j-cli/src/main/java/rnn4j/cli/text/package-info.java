/// The commands `rnn4j text train` and `rnn4j text generate`.
@NullMarked
package rnn4j.cli.text;

import org.jspecify.annotations.NullMarked;
