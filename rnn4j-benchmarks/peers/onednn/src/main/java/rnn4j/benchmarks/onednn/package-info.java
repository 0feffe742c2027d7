/// oneDNN as a contestant.
@NullMarked
package rnn4j.benchmarks.onednn;

import org.jspecify.annotations.NullMarked;
