/// The command `rnn4j bench`: measurements on the user's own machine.
@NullMarked
package rnn4j.cli.bench;

import org.jspecify.annotations.NullMarked;
