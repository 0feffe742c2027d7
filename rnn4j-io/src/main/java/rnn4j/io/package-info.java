/// Files of weights.
///
/// ```java
/// Safetensors.write(Path.of("model.safetensors"), model.stateDict());
///
/// try (SafetensorsFile file = Safetensors.read(Path.of("model.safetensors"))) {
///   model.loadStateDict(file.stateDict());
/// }
/// ```
///
/// [rnn4j.io.ModelFiles] opens files of all formats, told by their content, and finds the recurrent
/// layers in them; each format also has a package or class of its own, such as
/// [rnn4j.io.Safetensors].
///
/// Files come from anywhere, so nothing in them is trusted: everything is checked when a file is
/// opened, before memory is allocated for it. A fault is a [rnn4j.io.WeightFormatException], whose
/// message names the file, the tensor, what was found and what was expected.
package rnn4j.io;
