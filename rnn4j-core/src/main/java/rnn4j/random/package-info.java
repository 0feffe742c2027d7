/// Random generators: values that are passed to whoever needs them, never global.
package rnn4j.random;
