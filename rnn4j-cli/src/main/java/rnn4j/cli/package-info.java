/// The command `rnn4j`.
@NullMarked
package rnn4j.cli;

import org.jspecify.annotations.NullMarked;
