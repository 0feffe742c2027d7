/// Benchmarks for JMH, to look at one thing closely: kernels alone, and layers.
///
/// ```
/// rnn4j-benchmarks/jmh ProductBenchmark -p hiddenSize=256 -prof perfnorm
/// ```
///
/// Not marked as free of nulls: JMH sets the fields.
package rnn4j.benchmarks.jmh;
