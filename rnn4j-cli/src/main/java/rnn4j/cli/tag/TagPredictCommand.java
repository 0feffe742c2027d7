package rnn4j.cli.tag;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import rnn4j.cli.train.PredictOptions;
import rnn4j.tensor.Tensor;

/// The command `rnn4j tag predict`.
@Command(
    name = "predict",
    description = {
      "Gives every word of a file a tag: a line for each word, the word, a tab and the tag.",
      "",
      "The file has a line for each word and an empty line after each sentence. If the words have tags"
          + " in the last column, accuracy and F1 are printed too.",
      ""
    },
    footer = {"", "Exit code 0 if all went well, 2 if an option or a file is at fault."},
    abbreviateSynopsis = true,
    sortOptions = false)
public final class TagPredictCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(index = "1", paramLabel = "FILE", description = "Sentences, a word in each line.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path file;

  @Mixin
  @SuppressWarnings("NullAway.Init") // set by picocli
  private PredictOptions options;

  @Override
  public Integer call() {
    options.apply(file);
    SentenceTagger tagger = SentenceTagger.read(options.model());
    Corpus corpus = Corpus.read(file, false);
    List<String> strange =
        corpus.tags().stream().filter(tag -> !tagger.tags().contains(tag)).toList();
    boolean measured = corpus.isTagged() && strange.isEmpty();
    var scores = new TagScores(tagger.tags());
    options.write(
        to -> write(tagger, corpus, measured ? Optional.of(scores) : Optional.empty(), to));
    PrintWriter err = spec.commandLine().getErr();
    if (measured) {
      err.println("Measured: " + SentenceTagger.words(scores.evaluation()));
    } else if (corpus.isTagged()) {
      err.printf(
          "Not measured: the last column has \"%s\", which is none of the model's tags%n",
          strange.getFirst());
    }
    err.flush();
    return 0;
  }

  /// Reads, tags and writes a few sentences at a time.
  private static void write(
      SentenceTagger tagger, Corpus corpus, Optional<TagScores> counted, Writer to)
      throws IOException {
    try (ConllReader reader = corpus.reader()) {
      for (List<Sentence> sentences = reader.next(SentenceTagger.BATCH);
          !sentences.isEmpty();
          sentences = reader.next(SentenceTagger.BATCH)) {
        SentenceBatch batch =
            tagger.batch(
                counted.isPresent()
                    ? sentences
                    : sentences.stream().map(Sentence::withoutTags).toList());
        Tensor scores = tagger.scores(batch);
        int[][] said = SentenceTagger.said(batch, scores);
        counted.ifPresent(c -> c.add(batch, scores, said));
        for (int b = 0; b < said.length; b++) {
          List<String> words = sentences.get(b).words();
          for (int t = 0; t < words.size(); t++) {
            to.write(words.get(t) + "\t" + tagger.tags().symbol(said[b][t]) + "\n");
          }
          to.write("\n");
        }
      }
    }
  }
}
