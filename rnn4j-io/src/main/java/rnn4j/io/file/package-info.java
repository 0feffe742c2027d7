/// What the readers and writers of all formats share: messages of faults, files replaced as a
/// whole, elements as bytes. Not exported.
package rnn4j.io.file;
