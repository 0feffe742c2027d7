/// What the readers and writers of all formats share: mapped files, zip archives, elements of
/// tensors as bytes, messages of faults, files that are replaced as a whole. Not exported.
package rnn4j.io.file;
