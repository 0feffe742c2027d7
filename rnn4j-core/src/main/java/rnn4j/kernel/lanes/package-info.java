/// Vectors of this machine: how many lanes they have, the functions of a vector, and loops that
/// apply one pointwise operation to rows of them. Nothing of this package may be touched where the
/// module `jdk.incubator.vector` is missing.
package rnn4j.kernel.lanes;
