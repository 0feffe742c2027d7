/// How fast rnn4j is: workloads, how they are timed, and the comparison with other libraries.
@NullMarked
package rnn4j.benchmarks;

import org.jspecify.annotations.NullMarked;
