package rnn4j.cli.classify;

import java.nio.file.Path;
import java.util.List;
import rnn4j.cli.csv.TextFile;

/// The sequences of a file, all with the same features. Their numbers are in memory, or on the disk
/// if the file is large.
///
/// @param source the name of the file, for messages
/// @param features names of the features
/// @param leftOut columns that are no features, and why, in sentences
/// @param values where the numbers are
/// @param hash changes when the content does
record SequenceFile(
    String source,
    List<String> features,
    List<String> leftOut,
    List<LabelledSequence> sequences,
    FeatureRows values,
    String hash)
    implements AutoCloseable {

  /// Reads a file: sktime's format if its name ends in `.ts`, otherwise CSV.
  ///
  /// @param columns where to find group, label and features in a table
  /// @param labelled whether there must be labels
  /// @param folder where the numbers of a large file may be kept while the program runs
  static SequenceFile read(Path path, TableColumns columns, boolean labelled, Path folder) {
    TextFile text = TextFile.open(path);
    return text.source().endsWith(".ts")
        ? TsFormat.read(text, labelled, folder)
        : TableSequences.read(text, columns, labelled, folder);
  }

  /// Gives the numbers up.
  @Override
  public void close() {
    values.close();
  }
}
