package rnn4j.cli.tag;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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

/// The command `rnn4j tag train`.
@Command(
    name = "train",
    description = {
      "Learns to give every word of a sentence a tag.",
      "",
      "FILE has a line for each word, the word first and its tag last, white space between, and an"
          + " empty line after each sentence. A random part of the sentences is held out and says when"
          + " to stop; the best model is kept. With --test it is then measured on another file.",
      "",
      "Where the tags mark spans, as B-PER, I-PER and O do, F1 is counted span by span, by the rules of"
          + " conlleval; otherwise it is the mean of the tags', word by word.",
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
public final class TagTrainCommand implements Callable<Integer> {
  private static final String COMMAND = "tag train";

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FILE", description = "Sentences with tags.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path file;

  @Option(
      names = "--test",
      paramLabel = "FILE",
      description = "Sentences with tags to measure the model on in the end.")
  private @Nullable Path test;

  @Mixin
  @SuppressWarnings("NullAway.Init") // set by picocli
  private LearningOptions learning;

  @Mixin
  @SuppressWarnings("NullAway.Init") // set by picocli
  private RunOptions options;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and end.")
  @SuppressWarnings("unused") // by picocli
  private boolean help;

  @Override
  public Integer call() {
    options.apply();
    RunFolder folder = RunFolder.open(options, COMMAND, options.output("tag-out"));
    Settings.restore(spec, folder.settings());
    learning.check();
    ConllFile sentences = ConllFile.read(file, true);
    Optional<ConllFile> tested = Optional.ofNullable(test).map(path -> ConllFile.read(path, true));
    train(folder, sentences, tested);
    return 0;
  }

  private void train(RunFolder folder, ConllFile file, Optional<ConllFile> tested) {
    PrintWriter out = spec.commandLine().getOut();
    List<Sentence> all = new ArrayList<>();
    for (int i : new Shuffle(options.seed()).order(file.sentences().size(), 0)) {
      all.add(file.sentences().get(i));
    }
    int held = (int) Math.round(learning.validation() * all.size());
    if (held < 1 || held == all.size()) {
      throw new CliException(
          "%s: %d sentences are too few to hold some out, expected more"
              .formatted(file.source(), all.size()));
    }
    List<Sentence> validation = all.subList(0, held);
    List<Sentence> training = all.subList(held, all.size());
    Vocabulary tags =
        Vocabulary.of(all.stream().flatMap(s -> s.tags().stream()).distinct().sorted().toList());
    if (tags.size() < 2) {
      throw new CliException(
          "%s: all words have tag \"%s\", expected two or more"
              .formatted(file.source(), tags.symbol(0)));
    }
    WordViews views = WordViews.of(training);
    TorchRandom random = TorchRandom.seed(options.seed());
    var config =
        new Tagger.Config(
            learning.layer(),
            learning.hiddenSize(),
            learning.layers(),
            tags.size(),
            learning.dropout());
    var tagger = new SentenceTagger(new Tagger(config, views, random), config, views, tags);
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(
        "Data",
        "%s: %d sentences, %d words, %d tags"
            .formatted(
                file.source(),
                all.size(),
                all.stream().mapToInt(s -> s.words().size()).sum(),
                tags.size()));
    facts.put(
        "Scores",
        tagger.hasSpans()
            ? "F1 is that of whole spans, which the tags mark with B-, I-, E- and S-"
            : "F1 is the mean of the tags', word by word");
    facts.put("Parts", "training %d sentences, held out %d".formatted(training.size(), held));
    facts.put(
        "Model",
        "bidirectional %s with %d layer%s of %d, %d words known"
            .formatted(
                config.kind(),
                config.layers(),
                config.layers() == 1 ? "" : "s",
                config.hiddenSize(),
                views.words().size() - 1));
    facts.forEach((name, fact) -> out.println(name + ": " + fact));
    out.flush();

    Batches<SentenceBatch> batches =
        ExampleBatches.bySimilarLength(
            training.stream().mapToInt(s -> s.words().size()).toArray(),
            learning.batchSize(),
            new Shuffle(options.seed()),
            "%d sentences, SHA-256 %s".formatted(all.size(), file.hash()),
            numbers -> tagger.batch(training, numbers));
    var trainer =
        new Trainer<>(
            tagger.network(),
            learning.optimizer(tagger.network()),
            tagger.objective(),
            Prefetch.of(batches),
            learning.trainerConfig());
    trainer.setEvaluator(() -> tagger.evaluate(validation));
    trainer.addRandom("dropout", random);
    var run = new TrainingRun(spec, COMMAND, options, folder, "words");
    run.run(trainer, learning.epochs(), batches.batchesPerEpoch());
    tagger.write(folder.file(RunFolder.MODEL));
    Evaluation measured = tagger.evaluate(validation);
    String kept =
        "epoch %d, %s on the part held out"
            .formatted(trainer.bestEpoch(), SentenceTagger.words(measured));
    facts.put("Kept", kept);
    out.println("Kept: " + kept);
    Evaluation result = tested.map(other -> test(tagger, other, facts, out)).orElse(measured);
    run.report("rnn4j tag train " + file.source(), facts, Optional.of(result));
    out.println("Wrote model.safetensors, report.html, metrics.jsonl to " + folder.folder());
    out.flush();
  }

  private static Evaluation test(
      SentenceTagger tagger, ConllFile file, Map<String, String> facts, PrintWriter out) {
    requireKnownTags(tagger, file);
    Evaluation evaluation = tagger.evaluate(file.sentences());
    String line = "%s on %s".formatted(SentenceTagger.words(evaluation), file.source());
    facts.put("Test", line);
    out.println("Test: " + line);
    return evaluation;
  }

  static void requireKnownTags(SentenceTagger tagger, ConllFile file) {
    for (Sentence sentence : file.sentences()) {
      for (String tag : sentence.tags()) {
        if (!tagger.tags().contains(tag)) {
          throw new CliException(
              "%s: found tag \"%s\", expected one of %s as the model was trained on"
                  .formatted(file.source(), tag, tagger.tags().symbols()));
        }
      }
    }
  }
}
