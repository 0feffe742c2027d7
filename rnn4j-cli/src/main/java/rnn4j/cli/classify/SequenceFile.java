package rnn4j.cli.classify;

import java.nio.file.Path;
import java.util.List;
import rnn4j.cli.csv.CsvTable;
import rnn4j.cli.csv.TextFile;
import rnn4j.cli.train.ContentHash;

/// The sequences of a file, all with the same features.
///
/// @param source the name of the file, for messages
/// @param features names of the features
/// @param hash changes when the content does
record SequenceFile(
    String source, List<String> features, List<LabelledSequence> sequences, String hash) {

  /// Reads a file: sktime's format if its name ends in `.ts`, otherwise CSV.
  ///
  /// @param columns where to find group, label and features in a table
  /// @param labelled whether there must be labels
  static SequenceFile read(Path path, TableColumns columns, boolean labelled) {
    String text = TextFile.read(path);
    String source = path.getFileName().toString();
    String hash = ContentHash.of(text);
    return source.endsWith(".ts")
        ? TsFormat.parse(source, text, hash, labelled)
        : TableSequences.parse(CsvTable.parse(source, text), columns, hash, labelled);
  }
}
