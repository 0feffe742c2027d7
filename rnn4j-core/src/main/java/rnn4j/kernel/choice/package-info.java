/// Which kernels compute, chosen once, and how a program starts before the JVM has compiled those
/// on vectors.
package rnn4j.kernel.choice;
