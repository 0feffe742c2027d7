package rnn4j.cli.classify;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rnn4j.cli.CliException;
import rnn4j.cli.csv.CsvHeader;
import rnn4j.cli.csv.CsvRows;
import rnn4j.cli.csv.NumberColumn;
import rnn4j.cli.csv.TextFile;

/// Sequences in a table: a row for each step, a column that says which sequence it belongs to, one
/// for the label, and the others for the features.
///
/// The table is read twice, row by row: once to find out what its columns hold and how long the
/// sequences are, and once for the numbers, which go to their places.
final class TableSequences {
  private final TextFile file;
  private final boolean labelled;
  private final Map<String, Sequence> sequences = new LinkedHashMap<>(); // by name
  private final Map<String, String> labels = new HashMap<>(); // each once, however many have it

  private final List<String> leftOut = new ArrayList<>(); // columns, and why
  private long missing;

  /// What is known of a sequence before its numbers are.
  private static final class Sequence {
    final long line;
    final @Nullable String label;
    int length;
    long next; // the row that its next step goes to

    Sequence(long line, @Nullable String label) {
      this.line = line;
      this.label = label;
    }
  }

  /// Where group and label are.
  ///
  /// @param label -1 if there is none
  private record Places(int group, int label) {}

  private TableSequences(TextFile file, boolean labelled) {
    this.file = file;
    this.labelled = labelled;
  }

  static SequenceFile read(TextFile file, TableColumns columns, boolean labelled, Path folder) {
    var table = new TableSequences(file, labelled);
    Places places;
    List<String> names;
    List<NumberColumn> numbers = new ArrayList<>();
    try (CsvRows rows = CsvRows.of(file.source(), file.reader())) {
      places = table.places(rows.header(), columns);
      names = rows.header().names();
      names.forEach(name -> numbers.add(new NumberColumn(name, rows.delimiter())));
      table.scan(rows, places, numbers);
    }
    int[] features = table.features(new CsvHeader(file.source(), names), columns, places, numbers);
    FeatureRows values = new FeatureRows(features.length, folder);
    List<LabelledSequence> sequences = table.placed(values);
    try (CsvRows rows = CsvRows.of(file.source(), file.reader())) {
      table.fill(rows, places, features, numbers, values);
    }
    List<String> chosen = new ArrayList<>();
    for (int c : features) {
      chosen.add(names.get(c));
    }
    return new SequenceFile(
        file.source(), chosen, table.leftOut, table.missing, sequences, values, file.hash());
  }

  private Places places(CsvHeader header, TableColumns columns) {
    int group = column(header, columns.group(), "group");
    if (group < 0) {
      throw new CliException(
          header.source()
              + ": name the column that says which sequence a row belongs to with --group; found "
              + String.join(", ", header.names()));
    }
    int label = column(header, columns.label(), "label");
    if (labelled && label < 0) {
      throw new CliException(
          header.source()
              + ": name the column of labels with --label; found "
              + String.join(", ", header.names()));
    }
    if (label == group) {
      throw new CliException(
          "%s: \"%s\" is both the column of groups and that of labels, expected two columns"
              .formatted(header.source(), header.names().get(group)));
    }
    return new Places(group, label);
  }

  private static int column(CsvHeader header, @Nullable String named, String usual) {
    return named != null || header.names().contains(usual)
        ? header.column(named == null ? usual : named)
        : -1;
  }

  private void scan(CsvRows rows, Places places, List<NumberColumn> numbers) {
    for (CsvRows.Row row = rows.next(); row != null; row = rows.next()) {
      List<String> cells = row.cells();
      for (int c = 0; c < cells.size(); c++) {
        if (c != places.group() && c != places.label()) {
          numbers.get(c).accept(row.line(), cells.get(c));
        }
      }
      String name = cells.get(places.group());
      String label = places.label() < 0 ? null : cells.get(places.label());
      Sequence sequence = sequences.get(name);
      if (sequence == null) {
        if (name.isEmpty()) {
          throw new CliException(
              "%s: line %d, column \"%s\": the name of the sequence is missing"
                  .formatted(file.source(), row.line(), rows.header().names().get(places.group())));
        }
        sequence = begun(row.line(), label);
        sequences.put(name, sequence);
      }
      requireSameLabel(sequence, name, row.line(), label);
      sequence.length++;
    }
    if (sequences.isEmpty()) {
      throw new CliException(file.source() + ": there is a header but no row under it");
    }
  }

  private Sequence begun(long line, @Nullable String label) {
    if (labelled && label != null && label.isEmpty()) {
      throw new CliException("%s: line %d: the label is missing".formatted(file.source(), line));
    }
    return new Sequence(line, label == null ? null : labels.computeIfAbsent(label, l -> l));
  }

  private void requireSameLabel(Sequence sequence, String name, long line, @Nullable String label) {
    if (label != null && !label.equals(sequence.label)) {
      throw new CliException(
          "%s: line %d: sequence \"%s\" has label \"%s\", and \"%s\" in line %d; expected one label for each sequence"
              .formatted(file.source(), line, name, label, sequence.label, sequence.line));
    }
  }

  /// Returns the columns to learn from. One without a name is none: it cannot be asked for.
  private int[] features(
      CsvHeader header, TableColumns columns, Places places, List<NumberColumn> numbers) {
    List<Integer> features = new ArrayList<>();
    for (String name : columns.features()) {
      int c = header.column(name);
      if (c == places.group() || c == places.label() || features.contains(c)) {
        throw new CliException(
            "%s: --features has \"%s\", which is the column of groups or labels or named twice"
                .formatted(file.source(), name));
      }
      features.add(c);
    }
    if (columns.features().isEmpty()) {
      for (int c = 0; c < numbers.size(); c++) {
        String name = header.names().get(c);
        if (c != places.group() && c != places.label() && !name.isEmpty()) {
          int named = header.column(name);
          numbers.get(c).fault().ifPresentOrElse(leftOut::add, () -> features.add(named));
        }
      }
    }
    if (features.isEmpty()) {
      throw new CliException(
          header.source()
              + ": no column has numbers beside --group and --label, expected features"
              + (leftOut.isEmpty() ? "" : "; " + String.join("; ", leftOut)));
    }
    for (int c : features) {
      numbers.get(c).requireNumbers(header.source());
    }
    return features.stream().mapToInt(c -> c).toArray();
  }

  private List<LabelledSequence> placed(FeatureRows values) {
    List<LabelledSequence> placed = new ArrayList<>();
    long row = 0;
    for (Map.Entry<String, Sequence> entry : sequences.entrySet()) {
      Sequence sequence = entry.getValue();
      @Nullable String label =
          sequence.label == null || sequence.label.isEmpty() ? null : sequence.label;
      sequence.next = row;
      placed.add(new LabelledSequence(entry.getKey(), label, sequence.length, values, row));
      row += sequence.length;
    }
    return placed;
  }

  private void fill(
      CsvRows rows, Places places, int[] features, List<NumberColumn> numbers, FeatureRows values) {
    float[] step = new float[features.length];
    for (CsvRows.Row row = rows.next(); row != null; row = rows.next()) {
      for (int k = 0; k < step.length; k++) {
        step[k] = number(rows.header(), row, features[k], numbers);
      }
      Sequence sequence = sequences.get(row.cells().get(places.group()));
      if (sequence == null || sequence.length-- == 0) {
        throw new CliException(file.source() + ": was changed while it was read");
      }
      values.write(sequence.next++, step);
    }
  }

  private float number(CsvHeader header, CsvRows.Row row, int column, List<NumberColumn> numbers) {
    String cell = row.cells().get(column);
    float number = (float) numbers.get(column).parse(cell);
    if (Float.isNaN(number)) {
      missing++;
    } else if (Float.isInfinite(number)) {
      throw new CliException(
          "%s: line %d, column \"%s\": %s is too large, expected a number of single precision"
              .formatted(header.source(), row.line(), header.names().get(column), cell));
    }
    return number;
  }
}
