package rnn4j.cli.forecast;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import rnn4j.cli.CliException;
import rnn4j.cli.Interruption;
import rnn4j.cli.OutputFolder;
import rnn4j.cli.csv.CsvFile;
import rnn4j.cli.csv.CsvTable;
import rnn4j.cli.series.Dataset;
import rnn4j.cli.series.SeriesReader;
import rnn4j.cli.series.Split;
import rnn4j.cli.series.TimeSeries;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.Threads;

/// The command `rnn4j forecast`.
@Command(
    name = "forecast",
    subcommands = ForecastPredictCommand.class,
    description = {
      "Trains an LSTM on a time series and forecasts it.",
      "",
      "The series is put in order of time, at even steps, and cut by time into a training, a validation"
          + " and a test part. An LSTM beside a linear path learns from the training part what simple"
          + " forecasts leave over; the validation part says when to stop. Then the model is scored on"
          + " the test part beside two baselines, the last value and the value a season ago (moved on"
          + " by the trend, if there is one), and forecasts what comes after the last row.",
      ""
    },
    footer = {
      "",
      "The folder gets forecast.csv, forecast.png, metrics.json and model.safetensors; the same seed"
          + " gives the same files. Exit code 0 if all went well, 2 if an option or the file is at"
          + " fault, 130 after Ctrl-C; then nothing is written."
    },
    abbreviateSynopsis = true,
    sortOptions = false)
public final class ForecastCommand implements Callable<Integer> {
  private static final String CSV = "forecast.csv";
  private static final String PNG = "forecast.png";
  private static final String JSON = "metrics.json";
  private static final String MODEL = "model.safetensors";

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FILE.csv",
      description = "A CSV file with a header (default: a bundled series, see --dataset).")
  private @Nullable Path file;

  @Option(
      names = "--dataset",
      paramLabel = "NAME",
      description =
          "The bundled series to use without a file: co2 (Mauna Loa, weekly), sunspots (yearly) or"
              + " airline (passengers, monthly) (default: co2).")
  private @Nullable Dataset dataset;

  @Option(
      names = "--column",
      paramLabel = "NAME",
      description = "The column to forecast (default: the last numeric one).")
  private @Nullable String column;

  @Option(
      names = "--inputs",
      paramLabel = "NAME",
      split = ",",
      description = "Further columns that help to forecast it (default: none).")
  private List<String> inputs = List.of();

  @Option(
      names = "--date-column",
      paramLabel = "NAME",
      split = ",",
      description =
          "The column of dates, or several that make up a date, as year,month (default: the first"
              + " that holds dates; none is needed).")
  private List<String> dateColumns = List.of();

  @Option(
      names = "--delimiter",
      paramLabel = "CHAR",
      description = "What stands between cells; tab is \\t (default: found out from the file).")
  private @Nullable String delimiter;

  @Option(
      names = "--season",
      paramLabel = "ROWS",
      description =
          "How many rows a season has; 1 for none (default: found out from the dates and the"
              + " training part).")
  private @Nullable Integer season;

  @Option(
      names = "--horizon",
      paramLabel = "ROWS",
      description =
          "How many rows to forecast at once (default: a season, at most 60; 10 without one).")
  private @Nullable Integer horizon;

  @Option(
      names = "--window",
      paramLabel = "ROWS",
      description = "How many rows the model sees (default: two seasons, from 24 to 128).")
  private @Nullable Integer window;

  @Option(
      names = "--validation",
      paramLabel = "SHARE",
      defaultValue = "0.15",
      description = "Share of the rows in the validation part (default: ${DEFAULT-VALUE}).")
  private double validation;

  @Option(
      names = "--test",
      paramLabel = "SHARE",
      defaultValue = "0.15",
      description = "Share of the rows in the test part (default: ${DEFAULT-VALUE}).")
  private double test;

  @Option(
      names = "--hidden-size",
      paramLabel = "N",
      description =
          "Units in a layer of the LSTM (default: from 8 to 32, by how many windows there are).")
  private @Nullable Integer hiddenSize;

  @Option(
      names = "--layers",
      paramLabel = "N",
      defaultValue = "1",
      description = "Layers of the LSTM (default: ${DEFAULT-VALUE}).")
  private int layers;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "100",
      description = "Epochs at most (default: ${DEFAULT-VALUE}).")
  private int epochs;

  @Option(
      names = "--patience",
      paramLabel = "N",
      defaultValue = "15",
      description =
          "Epochs without a better validation loss after which training stops (default:"
              + " ${DEFAULT-VALUE}).")
  private int patience;

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      defaultValue = "0.001",
      description =
          "Learning rate of the LSTM; the linear path takes four times as much (default:"
              + " ${DEFAULT-VALUE}).")
  private double learningRate;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "Windows in a training step (default: from 8 to 64, by how many there are).")
  private @Nullable Integer batchSize;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Seed of the weights and of the order of windows (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Threads to compute with; results do not depend on it (default: all processors).")
  private @Nullable Integer threads;

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      defaultValue = "forecast-out",
      description = "The folder to write to (default: ${DEFAULT-VALUE}).")
  private Path output = Path.of("forecast-out");

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and end.")
  @SuppressWarnings("unused") // by picocli
  private boolean help;

  @Override
  public Integer call() {
    checkOptions();
    if (threads != null) {
      Threads.set(threads);
    }
    TimeSeries series = new SeriesReader(column, inputs, dateColumns).read(table());
    Plan plan =
        Plan.of(
            series,
            new PlanOptions(
                optional(season), optional(horizon), optional(window), validation, test));
    OutputFolder folder = OutputFolder.open(output, List.of(CSV, PNG, JSON, MODEL));
    Interruption.guard(() -> stopped(folder), () -> forecast(series, plan, folder));
    return 0;
  }

  private static String stopped(OutputFolder folder) {
    String end = folder.discard() ? "nothing was written" : "all files were written";
    return (isTerminal() ? System.lineSeparator() : "") + "rnn4j forecast: interrupted, " + end;
  }

  @SuppressWarnings("SystemConsoleNull") // it is null where there is no terminal
  private static boolean isTerminal() {
    return System.console() != null && System.console().isTerminal();
  }

  private void checkOptions() {
    if (file != null && dataset != null) {
      throw new CliException("--dataset is given beside a file, expected one of them");
    }
    CsvFile.checkDelimiter(delimiter);
    atLeast("--season", season, 1);
    atLeast("--horizon", horizon, 1);
    atLeast("--window", window, 2);
    share("--validation", validation);
    share("--test", test);
    atLeast("--hidden-size", hiddenSize, 1);
    atMost("--hidden-size", hiddenSize, 4096);
    atLeast("--layers", layers, 1);
    atMost("--layers", layers, 16);
    atLeast("--epochs", epochs, 1);
    atLeast("--patience", patience, 1);
    if (!(learningRate > 0 && learningRate <= 1)) {
      throw new CliException(
          "--learning-rate is " + learningRate + ", expected more than 0 and at most 1");
    }
    atLeast("--batch-size", batchSize, 1);
    atLeast("--threads", threads, 1);
  }

  private static void atLeast(String option, @Nullable Integer value, int least) {
    if (value != null && value < least) {
      throw new CliException(option + " is " + value + ", expected at least " + least);
    }
  }

  private static void atMost(String option, @Nullable Integer value, int most) {
    if (value != null && value > most) {
      throw new CliException(option + " is " + value + ", expected at most " + most);
    }
  }

  private static void share(String option, double value) {
    if (!(value > 0 && value <= 0.4)) {
      throw new CliException(option + " is " + value + ", expected more than 0 and at most 0.4");
    }
  }

  private static OptionalInt optional(@Nullable Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }

  private CsvTable table() {
    if (file == null) {
      return (dataset == null ? Dataset.CO2 : dataset).table();
    }
    return CsvFile.read(file, delimiter);
  }

  private void forecast(TimeSeries series, Plan plan, OutputFolder folder) {
    try {
      PrintWriter out = spec.commandLine().getOut();
      Origins training = some(plan.trainingOrigins(series), "training");
      Origins valid = some(plan.validationOrigins(series), "validation");
      Origins tested = some(plan.testOrigins(series), "test");
      TrainingOptions options = options(training.rows().length);
      describe(series, plan, options, out);

      TorchRandom random = TorchRandom.seed(seed);
      var model = new LstmForecaster(series, plan, options, random);
      var run = new Training(model, training, valid, options);
      train(run, random, out);

      Outcome outcome = outcome(series, plan, model, run, tested);
      ErrorTable.lines(outcome).forEach(out::println);
      write(folder, outcome, options);
      out.println("Wrote " + String.join(", ", CSV, PNG, JSON, MODEL) + " to " + output);
      out.flush();
    } catch (IOException e) {
      throw OutputFolder.unwritable(output, e);
    } finally {
      folder.discard();
    }
  }

  private TrainingOptions options(int windows) {
    return new TrainingOptions(
        hiddenSize == null ? TrainingOptions.usualHiddenSize(windows) : hiddenSize,
        layers,
        epochs,
        patience,
        learningRate,
        batchSize == null ? TrainingOptions.usualBatchSize(windows) : batchSize,
        seed);
  }

  private static Origins some(Origins origins, String part) {
    if (origins.rows().length == 0) {
      throw new CliException(
          "too few values: the "
              + part
              + " part has no value with one known before it, expected some");
    }
    return origins;
  }

  private static void describe(
      TimeSeries series, Plan plan, TrainingOptions options, PrintWriter out) {
    Split split = plan.split();
    out.printf(
        "%s: %d rows, from %s to %s%n",
        series.source(),
        series.length(),
        series.axis().label(0),
        series.axis().label(series.length() - 1));
    series.notes().forEach(note -> out.println("  " + note));
    out.printf(
        "Season: %s; trend: %s%n",
        plan.season().exists()
            ? plan.season().length() + " rows (" + plan.season().reason() + ")"
            : plan.season().reason(),
        plan.trend().present() ? "yes" : "no");
    out.printf(
        "Parts: training %d rows, validation %d from %s, test %d from %s%n",
        split.trainingRows(),
        split.validationRows(),
        series.axis().label(split.validationStart()),
        split.testRows(),
        series.axis().label(split.testStart()));
    out.printf(
        "Model: window of %d rows, horizon of %d, LSTM with %d layer%s of %d%n",
        plan.window(),
        plan.horizon(),
        options.layers(),
        options.layers() == 1 ? "" : "s",
        options.hiddenSize());
    out.flush();
  }

  private void train(Training run, TorchRandom random, PrintWriter out) {
    var progress =
        new TrainingProgress(spec.commandLine().getErr(), isTerminal(), epochs, System::nanoTime);
    run.run(random, progress);
    progress.end();
    int epochsRun = run.losses().size() - 1;
    out.printf(
        "Trained for %d epochs; kept %s, with the least validation loss%n",
        epochsRun,
        run.bestEpoch() == 0
            ? "the simple blend from before training"
            : "epoch " + run.bestEpoch());
  }

  private static Outcome outcome(
      TimeSeries series, Plan plan, LstmForecaster model, Training run, Origins test) {
    double[] spread = model.errors(plan.validationOrigins(series), model);
    int horizon = plan.horizon();
    return new Outcome(
        series,
        plan,
        model,
        run.losses(),
        run.bestEpoch(),
        test,
        Outcome.Forecasts.of(series, test, model),
        Outcome.Forecasts.of(series, test, Baselines.lastValue(series, horizon)),
        Outcome.Forecasts.of(
            series,
            test,
            Baselines.seasonAgo(series, plan.season().length(), plan.trend(), horizon)),
        Arrays.stream(spread).boxed().collect(Collectors.toList()));
  }

  private static void write(OutputFolder folder, Outcome outcome, TrainingOptions options)
      throws IOException {
    Files.writeString(folder.aside(CSV), ForecastCsv.text(outcome), StandardCharsets.UTF_8);
    Files.write(folder.aside(PNG), ForecastPlot.png(outcome));
    Files.writeString(
        folder.aside(JSON), MetricsJson.text(outcome, options), StandardCharsets.UTF_8);
    ModelFile.write(folder.aside(MODEL), outcome, options);
    folder.commit();
  }
}
