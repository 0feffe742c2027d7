package rnn4j.cli.classify;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import rnn4j.cli.csv.CsvTable;
import rnn4j.cli.csv.TextFile;

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
    String hash = sha256(text);
    return source.endsWith(".ts")
        ? TsFormat.parse(source, text, hash, labelled)
        : TableSequences.parse(CsvTable.parse(source, text), columns, hash, labelled);
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
