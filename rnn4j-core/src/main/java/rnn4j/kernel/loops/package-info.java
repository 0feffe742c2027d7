/// Lists of pointwise operations as loops on vectors that are generated while the program runs:
/// each keeps in the processor's registers what only the next operations read. Nothing of this
/// package may be touched where the module `jdk.incubator.vector` is missing.
package rnn4j.kernel.loops;
