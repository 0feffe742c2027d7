/// What the networks of the command line are built from.
@NullMarked
package rnn4j.cli.net;

import org.jspecify.annotations.NullMarked;
