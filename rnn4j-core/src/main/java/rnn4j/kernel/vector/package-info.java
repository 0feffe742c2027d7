/// Kernels on vectors, of single precision: packed weights, tiles of sums that stay in registers,
/// sums of outer products, normalised rows. Nothing of this package may be touched where the module
/// `jdk.incubator.vector` is missing.
package rnn4j.kernel.vector;
