package rnn4j.cli.tag;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import rnn4j.cli.CliException;
import rnn4j.cli.net.LearningOptions;
import rnn4j.cli.train.Numbers;
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
          + " empty line after each sentence; it may be larger than the memory. A random part of the sentences is held out and says when"
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

  @Option(
      names = "--vocabulary",
      paramLabel = "N",
      defaultValue = "20000",
      description =
          "Words known to the model at most, the most frequent; rarer ones are known by their"
              + " endings and shapes (default: ${DEFAULT-VALUE}).")
  private int vocabulary;

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
        RunFolder.open(options, COMMAND, options.output("tag-out"), List.of(), file, test);
    Settings.restore(spec, folder.settings());
    learning.check();
    Numbers.between("--vocabulary", vocabulary, 2, 10_000_000);
    Corpus corpus = Corpus.read(file, true);
    if (corpus.tags().size() < 2) {
      throw new CliException(
          "%s: all words have tag \"%s\", expected two or more"
              .formatted(corpus.source(), String.join("", corpus.tags())));
    }
    Optional<Corpus> tested = Optional.ofNullable(test).map(path -> Corpus.read(path, true));
    tested.ifPresent(other -> requireSameTags(corpus, other));
    train(folder, corpus, tested);
    return 0;
  }

  private static void requireSameTags(Corpus known, Corpus other) {
    for (String tag : other.tags()) {
      if (!known.tags().contains(tag)) {
        throw new CliException(
            "%s: has tag \"%s\", which is not in %s"
                .formatted(other.source(), tag, known.source()));
      }
    }
  }

  private void train(RunFolder folder, Corpus corpus, Optional<Corpus> tested) {
    PrintWriter out = spec.commandLine().getOut();
    SentenceParts parts = SentenceParts.of(corpus, learning.validation(), options.seed());
    Vocabulary tags = Vocabulary.of(List.copyOf(corpus.tags()));
    WordViews views = WordViews.of(corpus, parts.trainingSet(), vocabulary);
    TorchRandom random = TorchRandom.seed(options.seed());
    var config =
        new Tagger.Config(
            learning.layer(),
            learning.hiddenSize(),
            learning.layers(),
            tags.size(),
            learning.dropout());
    var tagger = new SentenceTagger(new Tagger(config, views, random), config, views, tags);
    Map<String, String> facts = facts(corpus, parts.training().length, tagger);
    facts.forEach((name, fact) -> out.println(name + ": " + fact));
    out.flush();

    try (NumberedCorpus numbered = NumberedCorpus.of(corpus, tagger, folder.scratch())) {
      Batches<SentenceBatch> batches = batches(numbered, parts.training());
      var trainer =
          new Trainer<>(
              tagger.network(),
              learning.optimizer(tagger.network()),
              tagger.objective(),
              Prefetch.of(batches),
              learning.trainerConfig());
      trainer.setEvaluator(() -> tagger.evaluate(numbered, parts.validation()));
      trainer.addRandom("dropout", random);
      var run = new TrainingRun(spec, COMMAND, options, folder, "words");
      run.run(trainer, learning.epochs(), batches.batchesPerEpoch());
      tagger.write(folder.file(RunFolder.MODEL));
      Evaluation measured = tagger.evaluate(numbered, parts.validation());
      String kept =
          "epoch %d, %s on the part held out"
              .formatted(trainer.bestEpoch(), SentenceTagger.words(measured));
      facts.put("Kept", kept);
      out.println("Kept: " + kept);
      Evaluation result = tested.map(other -> test(tagger, other, facts, out)).orElse(measured);
      run.report(
          "rnn4j tag train " + corpus.source(),
          facts,
          tested.map(Corpus::source).orElse("the part held out")
              + "; the loss is the mean cross entropy in nats",
          Optional.of(result));
      out.println("Wrote model.safetensors, report.html, metrics.jsonl to " + folder.folder());
      out.flush();
    }
  }

  private static Map<String, String> facts(Corpus corpus, int training, SentenceTagger tagger) {
    Tagger.Config config = tagger.config();
    var facts = new LinkedHashMap<String, String>();
    facts.put(
        "Data",
        "%s: %,d sentences, %,d words, %d tags"
            .formatted(corpus.source(), corpus.size(), corpus.words(), config.tags()));
    facts.put(
        "Scores",
        tagger.hasSpans()
            ? "F1 is that of whole spans, which the tags mark with B-, I-, E- and S-"
            : "F1 is the mean of the tags', word by word");
    facts.put(
        "Parts",
        "training %,d sentences, held out %,d".formatted(training, corpus.size() - training));
    facts.put(
        "Model",
        "bidirectional %s with %d layer%s of %d, %,d words known"
            .formatted(
                config.kind(),
                config.layers(),
                config.layers() == 1 ? "" : "s",
                config.hiddenSize(),
                tagger.views().words().size() - 1));
    return facts;
  }

  private Batches<SentenceBatch> batches(NumberedCorpus corpus, int[] training) {
    return ExampleBatches.bySimilarLength(
        training.length,
        i -> corpus.corpus().length(training[i]),
        learning.batchSize(),
        new Shuffle(options.seed()),
        "%d sentences, SHA-256 %s".formatted(corpus.corpus().size(), corpus.corpus().hash()),
        numbers ->
            SentenceBatch.of(
                IntStream.of(numbers).mapToObj(i -> corpus.read(training[i])).toList()));
  }

  private static Evaluation test(
      SentenceTagger tagger, Corpus corpus, Map<String, String> facts, PrintWriter out) {
    Evaluation evaluation = tagger.evaluate(corpus);
    String line = "%s on %s".formatted(SentenceTagger.words(evaluation), corpus.source());
    facts.put("Test", line);
    out.println("Test: " + line);
    return evaluation;
  }
}
