package rnn4j.cli.classify;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import rnn4j.cli.CliException;
import rnn4j.cli.net.LearningOptions;
import rnn4j.cli.train.RunFolder;
import rnn4j.cli.train.RunOptions;
import rnn4j.cli.train.Settings;
import rnn4j.cli.train.TrainingRun;
import rnn4j.data.Batches;
import rnn4j.data.ExampleBatches;
import rnn4j.data.Prefetch;
import rnn4j.data.Shuffle;
import rnn4j.data.Vocabulary;
import rnn4j.random.TorchRandom;
import rnn4j.train.Evaluation;
import rnn4j.train.Trainer;

/// The command `rnn4j classify train`.
@Command(
    name = "train",
    description = {
      "Learns to tell the classes of sequences of numbers.",
      "",
      "FILE is sktime's format if its name ends in .ts; otherwise a CSV file with a header, a row for"
          + " each step, a column that says which sequence a row belongs to, and a column with the"
          + " sequence's label. A part of every class is held out and says when to stop; the best"
          + " model is kept. With --test it is then measured on another file.",
      ""
    },
    footer = {
      "",
      "The folder gets model.safetensors, report.html, metrics.jsonl and checkpoint.safetensors, from"
          + " which --resume goes on. Exit code 0 if all went well, 2 if an option or a file is at"
          + " fault, 130 after Ctrl-C."
    },
    abbreviateSynopsis = true,
    sortOptions = false)
public final class ClassifyTrainCommand implements Callable<Integer> {
  private static final String COMMAND = "classify train";

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FILE", description = "Sequences with labels.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path file;

  @Option(
      names = "--test",
      paramLabel = "FILE",
      description = "Sequences with labels to measure the model on in the end.")
  private @Nullable Path test;

  @Mixin
  @SuppressWarnings("NullAway.Init") // set by picocli
  private TableOptions table;

  @Mixin
  @SuppressWarnings("NullAway.Init") // set by picocli
  private LearningOptions learning;

  @Mixin
  @SuppressWarnings("NullAway.Init") // set by picocli
  private RunOptions options;

  @Override
  public Integer call() {
    options.apply();
    RunFolder folder =
        RunFolder.open(options, COMMAND, options.output("classify-out"), List.of(), file, test);
    Settings.restore(spec, folder.settings());
    learning.check();
    try (SequenceFile sequences = read(file, folder)) {
      Optional<SequenceFile> tested = Optional.ofNullable(test).map(path -> read(path, folder));
      tested.ifPresent(other -> requireAlike(sequences, other));
      train(folder, sequences, tested);
      tested.ifPresent(SequenceFile::close);
    }
    return 0;
  }

  private SequenceFile read(Path path, RunFolder folder) {
    return SequenceFile.read(path, table.columns(), true, folder.scratch());
  }

  private static void requireAlike(SequenceFile known, SequenceFile other) {
    if (!other.features().equals(known.features())) {
      throw new CliException(
          "%s: has features %s, expected %s as in %s"
              .formatted(other.source(), other.features(), known.features(), known.source()));
    }
    for (String label : other.labels()) {
      if (!known.labels().contains(label)) {
        throw new CliException(
            "%s: has label \"%s\", which is not in %s"
                .formatted(other.source(), label, known.source()));
      }
    }
  }

  private void train(RunFolder folder, SequenceFile file, Optional<SequenceFile> tested) {
    PrintWriter out = spec.commandLine().getOut();
    HeldOut parts = HeldOut.of(file.sequences(), learning.validation(), options.seed());
    Vocabulary labels = Vocabulary.of(file.labels());
    if (labels.size() < 2) {
      throw new CliException(
          file.source()
              + ": all sequences have label \""
              + labels.symbol(0)
              + "\", expected two or more");
    }
    if (parts.validation().isEmpty()) {
      throw new CliException(
          "%s: %d sequences are too few to hold some out; expected more of each label, or a larger --validation"
              .formatted(file.source(), file.sequences().size()));
    }
    TorchRandom random = TorchRandom.seed(options.seed());
    var config =
        new Classifier.Config(
            learning.layer(),
            file.features().size(),
            learning.hiddenSize(),
            learning.layers(),
            labels.size(),
            learning.dropout());
    var classifier =
        new SequenceClassifier(
            new Classifier(config, random),
            config,
            file.features(),
            FeatureScaling.of(parts.training()),
            labels);
    Map<String, String> facts = facts(file, parts, classifier);
    facts.forEach((name, fact) -> out.println(name + ": " + fact));
    out.flush();

    Batches<SequenceBatch> batches = batches(file, parts, classifier);
    var trainer =
        new Trainer<>(
            classifier.network(),
            learning.optimizer(classifier.network()),
            classifier.objective(),
            Prefetch.of(batches),
            learning.trainerConfig());
    trainer.setEvaluator(() -> classifier.evaluate(parts.validation()));
    trainer.addRandom("dropout", random);
    var run = new TrainingRun(spec, COMMAND, options, folder, "sequences");
    run.run(trainer, learning.epochs(), batches.batchesPerEpoch());
    classifier.write(folder.file(RunFolder.MODEL));
    Evaluation validation = classifier.evaluate(parts.validation());
    String kept =
        "epoch %d, accuracy %s on the part held out"
            .formatted(trainer.bestEpoch(), percent(validation));
    facts.put("Kept", kept);
    out.println("Kept: " + kept);
    Evaluation result = tested.map(other -> test(classifier, other, facts, out)).orElse(validation);
    run.report(
        "rnn4j classify train " + file.source(),
        facts,
        tested.map(SequenceFile::source).orElse("the part held out")
            + "; the loss is the mean cross entropy in nats",
        Optional.of(result));
    out.println("Wrote model.safetensors, report.html, metrics.jsonl to " + folder.folder());
    out.flush();
  }

  private Batches<SequenceBatch> batches(
      SequenceFile file, HeldOut parts, SequenceClassifier classifier) {
    List<LabelledSequence> training = parts.training();
    return ExampleBatches.bySimilarLength(
        training.stream().mapToInt(LabelledSequence::length).toArray(),
        learning.batchSize(),
        new Shuffle(options.seed()),
        "%d sequences, SHA-256 %s".formatted(file.sequences().size(), file.hash()),
        numbers -> classifier.batch(training, numbers));
  }

  private static Map<String, String> facts(
      SequenceFile file, HeldOut parts, SequenceClassifier classifier) {
    var lengths = file.sequences().stream().mapToInt(LabelledSequence::length).summaryStatistics();
    var facts = new LinkedHashMap<String, String>();
    facts.put(
        "Data",
        "%s: %,d sequences of %s steps, %s, %d labels"
            .formatted(
                file.source(),
                file.sequences().size(),
                lengths.getMin() == lengths.getMax()
                    ? lengths.getMin()
                    : lengths.getMin() + " to " + lengths.getMax(),
                file.features().size() == 1 ? "1 feature" : file.features().size() + " features",
                classifier.labels().size()));
    facts.put("Features", String.join(", ", file.features()));
    if (file.missing() > 0) {
      facts.put("Missing", file.missingFact());
    }
    if (!file.leftOut().isEmpty()) {
      facts.put("Left out", String.join("; ", file.leftOut()));
    }
    facts.put(
        "Parts",
        "training %d sequences, held out %d"
            .formatted(parts.training().size(), parts.validation().size()));
    facts.put(
        "Model",
        "bidirectional %s with %d layer%s of %d"
            .formatted(
                classifier.config().kind(),
                classifier.config().layers(),
                classifier.config().layers() == 1 ? "" : "s",
                classifier.config().hiddenSize()));
    return facts;
  }

  private static Evaluation test(
      SequenceClassifier classifier,
      SequenceFile file,
      Map<String, String> facts,
      PrintWriter out) {
    Evaluation evaluation = classifier.evaluate(file.sequences());
    String line =
        "accuracy %s, mean F1 %.4f on the %d sequences of %s"
            .formatted(
                percent(evaluation),
                evaluation.value("f1"),
                file.sequences().size(),
                file.source());
    facts.put("Test", line);
    out.println("Test: " + line);
    return evaluation;
  }

  static String percent(Evaluation evaluation) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * evaluation.value("accuracy"));
  }
}
