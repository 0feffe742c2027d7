/// libtorch as a contestant.
@NullMarked
package rnn4j.benchmarks.libtorch;

import org.jspecify.annotations.NullMarked;
