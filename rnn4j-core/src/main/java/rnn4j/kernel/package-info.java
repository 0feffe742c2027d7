/// The inner loops: products of matrices, pointwise operations, elementary functions, threads.
/// Knows arrays and nothing else of the library, and is not exported.
package rnn4j.kernel;
