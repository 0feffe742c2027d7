package rnn4j.cli.classify;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import rnn4j.cli.CliException;
import rnn4j.cli.train.PredictOptions;
import rnn4j.data.BatchReader;

/// The command `rnn4j classify predict`.
@Command(
    name = "predict",
    description = {
      "Tells the class of every sequence of a file, as CSV: its name, the label, and how probable the"
          + " model thinks it.",
      "",
      "If the file has labels, the accuracy is printed too.",
      ""
    },
    footer = {"", "Exit code 0 if all went well, 2 if an option or a file is at fault."},
    abbreviateSynopsis = true,
    sortOptions = false)
public final class ClassifyPredictCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(index = "1", paramLabel = "FILE", description = "Sequences, in CSV or .ts.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path file;

  @Mixin
  @SuppressWarnings("NullAway.Init") // set by picocli
  private TableOptions table;

  @Mixin
  @SuppressWarnings("NullAway.Init") // set by picocli
  private PredictOptions options;

  @Override
  public Integer call() {
    options.apply(file);
    SequenceClassifier classifier = SequenceClassifier.read(options.model());
    TableColumns columns = table.columns();
    TableColumns found =
        file.toString().endsWith(".ts")
            ? columns
            : new TableColumns(columns.group(), columns.label(), classifier.features());
    try (SequenceFile sequences = SequenceFile.read(file, found, false, options.folder())) {
      predict(classifier, sequences);
    }
    return 0;
  }

  private void predict(SequenceClassifier classifier, SequenceFile sequences) {
    if (sequences.features().size() != classifier.features().size()) {
      throw new CliException(
          "%s: has %d features, expected %d as the model was trained on"
              .formatted(file, sequences.features().size(), classifier.features().size()));
    }
    options.write(to -> write(classifier, sequences.sequences(), to));
    PrintWriter err = spec.commandLine().getErr();
    if (sequences.missing() > 0) {
      err.println("Missing: " + sequences.missingFact());
    }
    boolean labelled = sequences.sequences().stream().allMatch(s -> s.label() != null);
    Optional<String> strange =
        sequences.labels().stream().filter(label -> !classifier.labels().contains(label)).findAny();
    if (labelled && strange.isEmpty()) {
      err.printf(
          "Accuracy: %s of %d sequences%n",
          ClassifyTrainCommand.percent(classifier.evaluate(sequences.sequences())),
          sequences.sequences().size());
    } else if (labelled) {
      err.printf(
          "Not measured: there is label \"%s\", which is none of the model's%n",
          strange.orElseThrow());
    }
    err.flush();
  }

  private static void write(
      SequenceClassifier classifier, List<LabelledSequence> sequences, Writer to)
      throws IOException {
    to.write("sequence,label,probability\n");
    int at = 0;
    try (BatchReader<float[][]> reader = classifier.probabilities(sequences)) {
      for (float[][] rows = reader.next(); rows != null; rows = reader.next()) {
        for (float[] row : rows) {
          int best = 0;
          for (int k = 1; k < row.length; k++) {
            best = row[k] > row[best] ? k : best;
          }
          to.write(cell(sequences.get(at++).name()) + ",");
          to.write(cell(classifier.labels().symbol(best)) + ",");
          to.write(String.format(Locale.ROOT, "%.4f\n", row[best]));
        }
      }
    }
  }

  private static String cell(String text) {
    return text.matches("[^\",\\r\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
