package rnn4j.cli.text;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import rnn4j.cli.CliException;
import rnn4j.cli.csv.TextFile;
import rnn4j.cli.net.LayerKind;
import rnn4j.cli.net.ModelTexts;
import rnn4j.cli.train.Numbers;
import rnn4j.cli.train.RunFolder;
import rnn4j.cli.train.RunOptions;
import rnn4j.cli.train.Settings;
import rnn4j.cli.train.TrainingRun;
import rnn4j.data.Prefetch;
import rnn4j.data.StreamBatch;
import rnn4j.data.StreamBatches;
import rnn4j.data.Tokens;
import rnn4j.data.Vocabulary;
import rnn4j.io.text.TextStatistics;
import rnn4j.io.text.TextTokens;
import rnn4j.io.text.TextUnit;
import rnn4j.optim.Adam;
import rnn4j.optim.AdamConfig;
import rnn4j.random.TorchRandom;
import rnn4j.train.Evaluation;
import rnn4j.train.Evaluator;
import rnn4j.train.Trainer;
import rnn4j.train.TrainerConfig;

/// The command `rnn4j text train`.
@Command(
    name = "train",
    description = {
      "Trains a language model on a text in UTF-8.",
      "",
      "The end of the text is held out. A recurrent network learns to say the next character, or word,"
          + " by truncated backpropagation through time: the text is cut into streams that are read"
          + " side by side, and the network's state is carried from piece to piece. After each epoch"
          + " the perplexity on the held-out text is taken; the best model is kept. The text may be"
          + " larger than the memory.",
      ""
    },
    footer = {
      "",
      "The folder gets model.safetensors, report.html, metrics.jsonl and checkpoint.safetensors, from"
          + " which --resume goes on. Exit code 0 if all went well, 2 if an option or the file is at"
          + " fault, 130 after Ctrl-C."
    },
    abbreviateSynopsis = true,
    sortOptions = false)
public final class TextTrainCommand implements Callable<Integer> {
  static final String MODEL = "rnn4j text";
  private static final String COMMAND = "text train";

  /// More held-out text says little more, and takes long.
  private static final long MAX_VALIDATION = 500_000;

  /// Enough of a text of some size; a short one has so few steps that they would teach little.
  private static final int EPOCHS = 20;

  private static final long LEAST_STEPS = 1500;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FILE", description = "A text in UTF-8.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path file;

  @Option(names = "--words", description = "Learn words instead of characters.")
  private boolean words;

  @Option(
      names = "--vocabulary",
      paramLabel = "N",
      defaultValue = "10000",
      description =
          "Symbols at most; rarer ones are all the same to the model (default: ${DEFAULT-VALUE}).")
  private int vocabulary;

  @Option(
      names = "--layer",
      paramLabel = "KIND",
      defaultValue = "LSTM",
      description = "lstm, gru or rnn (default: lstm).")
  private LayerKind layer = LayerKind.LSTM;

  @Option(
      names = "--hidden-size",
      paramLabel = "N",
      defaultValue = "128",
      description = "Units in a layer (default: ${DEFAULT-VALUE}).")
  private int hiddenSize;

  @Option(
      names = "--layers",
      paramLabel = "N",
      defaultValue = "2",
      description = "Layers (default: ${DEFAULT-VALUE}).")
  private int layers;

  @Option(
      names = "--embedding",
      paramLabel = "N",
      defaultValue = "64",
      description = "Elements of the vector of a symbol (default: ${DEFAULT-VALUE}).")
  private int embedding;

  @Option(
      names = "--dropout",
      paramLabel = "P",
      defaultValue = "0.1",
      description = "Share of elements dropped in training (default: ${DEFAULT-VALUE}).")
  private double dropout;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "64",
      description = "Symbols over which gradients are taken (default: ${DEFAULT-VALUE}).")
  private int seqLen;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "32",
      description = "Streams side by side (default: ${DEFAULT-VALUE}).")
  private int batchSize;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description =
          "Times that the text is read, at most (default: 20, or for a short text as many as make"
              + " 1500 steps).")
  private @Nullable Integer epochs;

  @Option(
      names = "--max-steps",
      paramLabel = "N",
      defaultValue = "0",
      description = "Training steps at most; 0 for no limit (default: ${DEFAULT-VALUE}).")
  private long maxSteps;

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      defaultValue = "0.002",
      description = "Learning rate of Adam (default: ${DEFAULT-VALUE}).")
  private double learningRate;

  @Option(
      names = "--clip",
      paramLabel = "NORM",
      defaultValue = "1",
      description = "Greatest norm of the gradient (default: ${DEFAULT-VALUE}).")
  private double clip;

  @Option(
      names = "--validation",
      paramLabel = "SHARE",
      defaultValue = "0.1",
      description =
          "Share of the text that is held out, at most 500,000 symbols (default:"
              + " ${DEFAULT-VALUE}).")
  private double validation;

  @Option(
      names = "--evaluate-every",
      paramLabel = "STEPS",
      defaultValue = "2000",
      description =
          "Take the perplexity also after so many steps, where an epoch is longer (default:"
              + " ${DEFAULT-VALUE}).")
  private long evaluateEvery;

  @Option(
      names = "--patience",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "Measurements without a better perplexity after which training stops; 0 for never"
              + " (default: ${DEFAULT-VALUE}).")
  private int patience;

  @Mixin
  @SuppressWarnings("NullAway.Init") // set by picocli
  private RunOptions options;

  @Override
  public Integer call() {
    options.apply();
    TextFile.requireFile(file);
    RunFolder folder =
        RunFolder.open(options, COMMAND, options.output("text-out"), List.of(), file);
    Settings.restore(spec, folder.settings());
    check();
    train(folder, statistics());
    return 0;
  }

  private void check() {
    Numbers.between("--vocabulary", vocabulary, 2, 10_000_000);
    Numbers.between("--hidden-size", hiddenSize, 1, 1 << 14);
    Numbers.between("--layers", layers, 1, 16);
    Numbers.between("--embedding", embedding, 1, 1 << 14);
    Numbers.probability("--dropout", dropout);
    Numbers.between("--steps", seqLen, 1, 100_000);
    Numbers.between("--batch-size", batchSize, 1, 100_000);
    Numbers.atLeast("--epochs", epochs, 1);
    Numbers.atLeast("--max-steps", maxSteps, 0);
    Numbers.positive("--learning-rate", learningRate);
    Numbers.positive("--clip", clip);
    Numbers.atLeast("--evaluate-every", evaluateEvery, 1);
    Numbers.atLeast("--patience", patience, 0);
    if (!(validation > 0 && validation <= 0.5)) {
      throw new CliException(
          "--validation is " + validation + ", expected more than 0 and at most 0.5");
    }
  }

  private TextStatistics statistics() {
    try {
      return TextStatistics.read(file, words ? TextUnit.WORD : TextUnit.CHARACTER);
    } catch (FileSystemException e) {
      throw new CliException(file + ": " + CliException.reason(e));
    } catch (IOException e) { // it is not UTF-8, or the disk is at fault
      String message = String.valueOf(e.getMessage());
      throw new CliException(
          message.startsWith(file + ": ")
              ? message + "; another encoding can be converted with iconv"
              : file + ": " + message);
    }
  }

  private void train(RunFolder folder, TextStatistics statistics) {
    PrintWriter out = spec.commandLine().getOut();
    Vocabulary symbols = statistics.vocabulary(vocabulary);
    Tokens all = new TextTokens(statistics, symbols);
    long held = Math.min(MAX_VALIDATION, (long) (validation * all.count()));
    long training = all.count() - held;
    int validationStreams = Math.clamp(held / (2L * seqLen), 1, batchSize);
    if (held < 2 || training <= batchSize) {
      throw new CliException(
          "%s: has %d %s, expected at least %d for %d streams; a smaller --batch-size needs less"
              .formatted(
                  file,
                  all.count(),
                  unit(),
                  (long) ((batchSize + 1) / (1 - validation)) + 3,
                  batchSize));
    }
    var batches = new StreamBatches(all.slice(0, training), batchSize, seqLen);
    var heldOut = new StreamBatches(all.slice(training, all.count()), validationStreams, seqLen);
    TorchRandom random = TorchRandom.seed(options.seed());
    var config =
        new LanguageModelConfig(layer, symbols.size(), embedding, hiddenSize, layers, dropout);
    var model = new LanguageModel(config, random);
    long stepsPerEpoch = batches.batchesPerEpoch().orElseThrow();
    var facts = new LinkedHashMap<String, String>();
    facts.put(
        "Text",
        "%s: %,d %s, %,d different; the last %,d held out"
            .formatted(file.getFileName(), all.count(), unit(), statistics.symbols(), held));
    facts.put(
        "Model",
        "%s with %d layer%s of %d, %,d symbols, %,d parameters"
            .formatted(
                layer,
                layers,
                layers == 1 ? "" : "s",
                hiddenSize,
                symbols.size(),
                model.parameters().stream().mapToLong(p -> p.numel()).sum()));
    int most =
        epochs != null ? epochs : (int) Math.max(EPOCHS, Math.ceilDiv(LEAST_STEPS, stepsPerEpoch));
    facts.put(
        "Epochs",
        "%d at most, of %,d steps of %d x %d %s"
            .formatted(most, stepsPerEpoch, batchSize, seqLen, unit()));
    facts.forEach((name, fact) -> out.println(name + ": " + fact));
    out.flush();

    Trainer<StreamBatch> trainer = trainer(model, batches, most, stepsPerEpoch);
    trainer.setEvaluator(() -> {
      double loss = Evaluator.meanLoss(model, new CarriedLoss(model), heldOut);
      return Evaluation.of(loss).with("perplexity", Math.exp(loss));
    });
    trainer.addRandom("dropout", random);
    var run = new TrainingRun(spec, COMMAND, options, folder, unit());
    run.run(trainer, most, OptionalLong.of(stepsPerEpoch), maxSteps);
    finish(folder, run, trainer, model, config, symbols, facts);
  }

  private Trainer<StreamBatch> trainer(
      LanguageModel model, StreamBatches batches, int most, long stepsPerEpoch) {
    TrainerConfig config =
        TrainerConfig.ofEpochs(most)
            .withSteps(maxSteps)
            .withClipNorm(clip)
            .withPatience(patience)
            .withEvaluateEvery(stepsPerEpoch > evaluateEvery ? evaluateEvery : 0);
    var optimizer = new Adam(model.parameters(), AdamConfig.of().withLr(learningRate));
    return new Trainer<>(model, optimizer, new CarriedLoss(model), Prefetch.of(batches), config);
  }

  private void finish(
      RunFolder folder,
      TrainingRun run,
      Trainer<?> trainer,
      LanguageModel model,
      LanguageModelConfig config,
      Vocabulary symbols,
      Map<String, String> facts) {
    Map<String, String> texts = config.texts();
    texts.put("unit", (words ? TextUnit.WORD : TextUnit.CHARACTER).name());
    texts.put("vocabulary", ModelTexts.json(symbols.symbols()));
    ModelTexts.write(folder.file(RunFolder.MODEL), MODEL, model, texts);
    String result =
        String.format(
            Locale.ROOT,
            "perplexity %.4f on the held-out text, after epoch %d (step %d)",
            Math.exp(trainer.best()),
            trainer.bestEpoch(),
            trainer.bestStep());
    facts.put("Result", result);
    Evaluation best =
        run.best()
            .orElse(Evaluation.of(trainer.best()).with("perplexity", Math.exp(trainer.best())));
    run.report(
        "rnn4j text train " + file.getFileName(),
        facts,
        "the held-out text; the loss is the mean cross entropy in nats",
        Optional.of(best));
    PrintWriter out = spec.commandLine().getOut();
    out.println("Kept: " + result);
    out.println(
        "Wrote model.safetensors, report.html, metrics.jsonl to "
            + folder.folder()
            + "; try: rnn4j text generate "
            + folder.file(RunFolder.MODEL));
    out.flush();
  }

  private String unit() {
    return words ? "words" : "characters";
  }
}
