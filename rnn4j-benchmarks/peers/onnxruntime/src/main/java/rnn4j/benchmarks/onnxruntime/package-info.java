/// ONNX Runtime as a contestant.
@NullMarked
package rnn4j.benchmarks.onnxruntime;

import org.jspecify.annotations.NullMarked;
