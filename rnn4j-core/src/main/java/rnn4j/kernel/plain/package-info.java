/// Kernels in plain Java: of single precision, in the one form of loops that the JIT compiler
/// vectorises, and of double precision. They run on any JVM.
package rnn4j.kernel.plain;
