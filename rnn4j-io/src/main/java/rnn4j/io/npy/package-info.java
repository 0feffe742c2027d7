/// Files of NumPy: one array in an [rnn4j.io.npy.Npy] file, several by name in an
/// [rnn4j.io.npy.Npz] file.
package rnn4j.io.npy;
