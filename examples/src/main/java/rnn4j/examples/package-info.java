/// Short programs, each in one file.
package rnn4j.examples;
