/// Numbers of files that may be larger than the memory.
@NullMarked
package rnn4j.cli.store;

import org.jspecify.annotations.NullMarked;
