/// Pickles, read as data: a pickle is a program that builds objects, and here it builds nothing but
/// the plain containers of this package. Not exported.
package rnn4j.io.pickle;
