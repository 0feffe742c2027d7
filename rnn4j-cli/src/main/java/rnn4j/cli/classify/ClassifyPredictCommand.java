package rnn4j.cli.classify;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import rnn4j.cli.CliException;
import rnn4j.cli.train.Numbers;
import rnn4j.cli.train.PredictionFile;
import rnn4j.data.BatchReader;
import rnn4j.tensor.Threads;

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

  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "The file model.safetensors of \"rnn4j classify train\".")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path model;

  @Parameters(index = "1", paramLabel = "FILE", description = "Sequences, in CSV or .ts.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path file;

  @Mixin
  @SuppressWarnings("NullAway.Init") // set by picocli
  private TableOptions table;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Where to write the table (default: it is printed).")
  private @Nullable Path output;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads to compute with (default: all processors).")
  private @Nullable Integer threads;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and end.")
  @SuppressWarnings("unused") // by picocli
  private boolean help;

  @Override
  public Integer call() {
    Numbers.atLeast("--threads", threads, 1);
    if (threads != null) {
      Threads.set(threads);
    }
    SequenceClassifier classifier = SequenceClassifier.read(model);
    TableColumns columns = table.columns();
    TableColumns found =
        file.toString().endsWith(".ts")
            ? columns
            : new TableColumns(columns.group(), columns.label(), classifier.features());
    try (SequenceFile sequences =
        SequenceFile.read(file, found, false, PredictionFile.folder(output))) {
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
    requireKnownLabels(classifier, sequences);
    PredictionFile.write(
        output, spec.commandLine().getOut(), to -> write(classifier, sequences.sequences(), to));
    if (sequences.sequences().stream().allMatch(s -> s.label() != null)) {
      score(classifier, sequences);
    }
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

  private void score(SequenceClassifier classifier, SequenceFile file) {
    PrintWriter err = spec.commandLine().getErr();
    err.printf(
        "Accuracy: %s of %d sequences%n",
        ClassifyTrainCommand.percent(classifier.evaluate(file.sequences())),
        file.sequences().size());
    err.flush();
  }

  static void requireKnownLabels(SequenceClassifier classifier, SequenceFile file) {
    for (LabelledSequence sequence : file.sequences()) {
      String label = sequence.label();
      if (label != null && !classifier.labels().contains(label)) {
        throw new CliException(
            "%s: sequence \"%s\" has label \"%s\", expected one of %s as the model was trained on"
                .formatted(file.source(), sequence.name(), label, classifier.labels().symbols()));
      }
    }
  }
}
