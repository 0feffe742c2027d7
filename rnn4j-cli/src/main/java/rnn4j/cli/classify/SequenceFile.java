package rnn4j.cli.classify;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import rnn4j.cli.csv.TextFile;

/// The sequences of a file, all with the same features. Their numbers are in memory, or on the disk
/// if the file is large.
///
/// @param source the name of the file, for messages
/// @param features names of the features
/// @param leftOut columns that are no features, and why, in sentences
/// @param missing how many numbers are missing; they are filled in as [LabelledSequence] says
/// @param values where the numbers are
/// @param hash changes when the content does
record SequenceFile(
    String source,
    List<String> features,
    List<String> leftOut,
    long missing,
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

  /// Returns the labels that there are, in alphabetical order.
  List<String> labels() {
    return sequences.stream()
        .flatMap(sequence -> Stream.ofNullable(sequence.label()))
        .distinct()
        .sorted()
        .toList();
  }

  /// Returns in words what became of missing numbers.
  String missingFact() {
    return "%,d numbers, filled in on straight lines between neighbours".formatted(missing);
  }

  /// Gives the numbers up.
  @Override
  public void close() {
    values.close();
  }
}
