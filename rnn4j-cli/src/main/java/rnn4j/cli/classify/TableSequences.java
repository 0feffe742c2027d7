package rnn4j.cli.classify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rnn4j.cli.CliException;
import rnn4j.cli.csv.CsvTable;
import rnn4j.tensor.Tensor;

/// Sequences in a table: a row for each step, a column that says which sequence it belongs to, one
/// for the label, and the others for the features.
final class TableSequences {
  private final CsvTable table;

  private TableSequences(CsvTable table) {
    this.table = table;
  }

  static SequenceFile parse(CsvTable table, TableColumns columns, String hash, boolean labelled) {
    return new TableSequences(table).sequences(columns, hash, labelled);
  }

  private SequenceFile sequences(TableColumns columns, String hash, boolean labelled) {
    int group =
        column(columns.group(), "group")
            .orElseThrow(() ->
                new CliException(
                    table.source()
                        + ": name the column that says which sequence a row belongs to with --group;"
                        + " found "
                        + String.join(", ", table.header())));
    Optional<Integer> label = column(columns.label(), "label");
    if (labelled && label.isEmpty()) {
      throw new CliException(
          table.source()
              + ": name the column of labels with --label; found "
              + String.join(", ", table.header()));
    }
    List<Integer> features = features(columns.features(), group, label);
    List<double[]> numbers = features.stream().map(this::numbers).toList();
    Map<String, List<Integer>> rows = new LinkedHashMap<>();
    List<String> groups = table.cells(group);
    for (int row = 0; row < groups.size(); row++) {
      rows.computeIfAbsent(groups.get(row), _ -> new ArrayList<>()).add(row);
    }
    List<String> labels = label.map(table::cells).orElse(List.of());
    List<LabelledSequence> sequences = new ArrayList<>();
    rows.forEach((name, those) ->
        sequences.add(
            new LabelledSequence(
                name, tensor(numbers, those), labels.isEmpty() ? null : one(labels, name, those))));
    return new SequenceFile(
        table.source(), features.stream().map(table.header()::get).toList(), sequences, hash);
  }

  private Optional<Integer> column(@Nullable String named, String usual) {
    if (named != null) {
      return Optional.of(table.column(named));
    }
    return table.header().contains(usual) ? Optional.of(table.column(usual)) : Optional.empty();
  }

  private List<Integer> features(List<String> named, int group, Optional<Integer> label) {
    if (!named.isEmpty()) {
      return named.stream().map(table::column).toList();
    }
    var features = new ArrayList<Integer>();
    for (int c = 0; c < table.header().size(); c++) {
      if (c != group && !label.equals(Optional.of(c)) && table.isNumeric(c)) {
        features.add(c);
      }
    }
    if (features.isEmpty()) {
      throw new CliException(
          table.source() + ": no column has numbers beside --group and --label, expected features");
    }
    return features;
  }

  private double[] numbers(int column) {
    double[] numbers = table.numbers(column);
    for (int row = 0; row < numbers.length; row++) {
      if (Double.isNaN(numbers[row])) {
        throw new CliException(
            "%s: line %d, column \"%s\": the value is missing, expected a number"
                .formatted(table.source(), table.line(row), table.header().get(column)));
      }
    }
    return numbers;
  }

  private String one(List<String> labels, String name, List<Integer> rows) {
    String label = labels.get(rows.getFirst());
    for (int row : rows) {
      if (!labels.get(row).equals(label)) {
        throw new CliException(
            "%s: line %d: sequence \"%s\" has label \"%s\", and \"%s\" in line %d; expected one label for each sequence"
                .formatted(
                    table.source(),
                    table.line(row),
                    name,
                    labels.get(row),
                    label,
                    table.line(rows.getFirst())));
      }
    }
    if (label.isEmpty()) {
      throw new CliException(
          "%s: line %d: the label is missing"
              .formatted(table.source(), table.line(rows.getFirst())));
    }
    return label;
  }

  private static Tensor tensor(List<double[]> columns, List<Integer> rows) {
    int width = columns.size();
    float[] values = new float[rows.size() * width];
    for (int t = 0; t < rows.size(); t++) {
      for (int k = 0; k < width; k++) {
        values[t * width + k] = (float) columns.get(k)[rows.get(t)];
      }
    }
    return Tensor.of(values, rows.size(), width);
  }
}
