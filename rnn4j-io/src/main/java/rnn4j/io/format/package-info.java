/// The formats that are known, and how one is told from another.
package rnn4j.io.format;
