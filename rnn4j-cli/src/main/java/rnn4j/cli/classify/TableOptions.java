package rnn4j.cli.classify;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that say which columns of a table are what.
final class TableOptions {
  @Option(
      names = "--group",
      paramLabel = "NAME",
      description = "The column that says which sequence a row belongs to (default: group).")
  private @Nullable String group;

  @Option(
      names = "--label",
      paramLabel = "NAME",
      description = "The column of labels, one for each sequence (default: label).")
  private @Nullable String label;

  @Option(
      names = "--features",
      paramLabel = "NAMES",
      description =
          "The columns to learn from, with commas (default: all other numeric ones that have a"
              + " name).")
  private @Nullable String features;

  TableColumns columns() {
    return new TableColumns(
        group, label, features == null ? List.of() : List.of(features.split(",", -1)));
  }
}
