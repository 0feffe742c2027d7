package rnn4j.cli.text;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import rnn4j.cli.CliException;
import rnn4j.cli.net.ModelTexts;
import rnn4j.cli.train.Numbers;
import rnn4j.data.Vocabulary;
import rnn4j.io.text.TextUnit;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.Threads;

/// The command `rnn4j text generate`.
@Command(
    name = "generate",
    description = {
      "Writes a text with a model that \"rnn4j text train\" made, symbol by symbol as it is drawn.",
      ""
    },
    footer = {
      "",
      "The same seed gives the same text. Exit code 0 if all went well, 2 if an option or the file is"
          + " at fault."
    },
    abbreviateSynopsis = true,
    sortOptions = false)
public final class TextGenerateCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "MODEL", description = "The file model.safetensors.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path file;

  @Option(
      names = "--prompt",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "What the text begins with (default: nothing).")
  private String prompt = "";

  @Option(
      names = "--length",
      paramLabel = "N",
      defaultValue = "500",
      description = "Characters, or words, to write (default: ${DEFAULT-VALUE}).")
  private int length;

  @Option(
      names = "--temperature",
      paramLabel = "T",
      defaultValue = "0.8",
      description =
          "Lower is bolder, higher is wilder; 0 takes the most probable always (default:"
              + " ${DEFAULT-VALUE}).")
  private double temperature;

  @Option(
      names = "--top-k",
      paramLabel = "N",
      defaultValue = "0",
      description = "Draw from the N most probable only; 0 for all (default: ${DEFAULT-VALUE}).")
  private int topK;

  @Option(
      names = "--top-p",
      paramLabel = "P",
      defaultValue = "1",
      description =
          "Draw from the most probable that together have probability P (default:"
              + " ${DEFAULT-VALUE}).")
  private double topP;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Seed of the drawing (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "1",
      description = "Threads to compute with (default: ${DEFAULT-VALUE}).")
  private int threads;

  @Override
  public Integer call() {
    Numbers.atLeast("--length", length, 1);
    Numbers.atLeast("--top-k", topK, 0);
    Numbers.atLeast("--threads", threads, 1);
    if (!(temperature >= 0 && temperature < Double.POSITIVE_INFINITY)) {
      throw new CliException("--temperature is " + temperature + ", expected at least 0");
    }
    if (!(topP > 0 && topP <= 1)) {
      throw new CliException("--top-p is " + topP + ", expected more than 0 and at most 1");
    }
    Threads.set(threads);
    ModelTexts texts = ModelTexts.read(file, TextTrainCommand.MODEL);
    Vocabulary vocabulary = texts.vocabulary("vocabulary");
    if (!vocabulary.contains(Vocabulary.UNKNOWN)) {
      throw new CliException(file + ": the vocabulary has no " + Vocabulary.UNKNOWN);
    }
    var model =
        new LanguageModel(LanguageModelConfig.of(texts, vocabulary.size()), TorchRandom.seed(0));
    texts.loadInto(model);
    model.eval();
    PrintWriter out = spec.commandLine().getOut();
    new TextWriter(model, vocabulary, texts.choice("unit", TextUnit.class))
        .write(
            prompt,
            length,
            new Sampling(temperature, topK, topP),
            TorchRandom.seed(seed),
            piece -> {
              out.print(piece);
              out.flush();
            });
    out.println();
    return 0;
  }
}
