package rnn4j.cli.tag;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import rnn4j.cli.train.Numbers;
import rnn4j.cli.train.PredictionFile;
import rnn4j.tensor.Threads;

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

  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "The file model.safetensors of \"rnn4j tag train\".")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path model;

  @Parameters(index = "1", paramLabel = "FILE", description = "Sentences, a word in each line.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path file;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Where to write the tags (default: they are printed).")
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
    SentenceTagger tagger = SentenceTagger.read(model);
    ConllFile sentences = ConllFile.read(file, false);
    boolean tagged = sentences.sentences().stream().noneMatch(s -> s.tags().isEmpty());
    if (tagged) {
      TagTrainCommand.requireKnownTags(tagger, sentences);
    }
    List<List<String>> tags =
        tagger.tags(
            sentences.sentences().stream().map(s -> new Sentence(s.words(), List.of())).toList());
    var lines = new StringBuilder();
    for (int i = 0; i < tags.size(); i++) {
      List<String> words = sentences.sentences().get(i).words();
      for (int t = 0; t < words.size(); t++) {
        lines.append(words.get(t)).append('\t').append(tags.get(i).get(t)).append('\n');
      }
      lines.append('\n');
    }
    PredictionFile.write(output, lines.toString(), spec.commandLine().getOut());
    if (tagged) {
      PrintWriter err = spec.commandLine().getErr();
      String words = SentenceTagger.words(tagger.evaluate(sentences.sentences()));
      err.println("Measured: " + words);
      err.flush();
    }
    return 0;
  }
}
