/// Deeplearning4j as a contestant.
@NullMarked
package rnn4j.benchmarks.dl4j;

import org.jspecify.annotations.NullMarked;
