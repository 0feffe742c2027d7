package rnn4j.cli.forecast;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import rnn4j.cli.CliException;
import rnn4j.cli.OutputFolder;
import rnn4j.cli.csv.CsvFile;
import rnn4j.cli.csv.CsvTable;
import rnn4j.cli.series.Dataset;
import rnn4j.cli.series.SeriesReader;
import rnn4j.cli.series.Split;
import rnn4j.cli.series.TimeSeries;
import rnn4j.cli.train.RunFolder;
import rnn4j.cli.train.RunOptions;
import rnn4j.cli.train.Settings;
import rnn4j.cli.train.TrainingRun;
import rnn4j.random.TorchRandom;
import rnn4j.train.Evaluation;

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
      "The folder gets forecast.csv, forecast.png, metrics.json, model.safetensors, report.html,"
          + " metrics.jsonl and checkpoint.safetensors, from which --resume goes on. The same seed"
          + " gives the same forecast, metrics and model. Exit code 0 if all went well, 2 if an"
          + " option or the file is at fault, 130 after Ctrl-C."
    },
    abbreviateSynopsis = true,
    sortOptions = false)
public final class ForecastCommand implements Callable<Integer> {
  private static final String COMMAND = "forecast";
  private static final String CSV = "forecast.csv";
  private static final String PNG = "forecast.png";
  private static final String JSON = "metrics.json";

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

  @Mixin
  @SuppressWarnings("NullAway.Init") // set by picocli
  private RunOptions options;

  @Override
  public Integer call() {
    options.apply();
    RunFolder folder =
        RunFolder.open(
            options, COMMAND, options.output("forecast-out"), List.of(CSV, PNG, JSON), file);
    Settings.restore(spec, folder.settings());
    checkOptions();
    TimeSeries series = new SeriesReader(column, inputs, dateColumns).read(table());
    Plan plan =
        Plan.of(
            series,
            new PlanOptions(
                optional(season), optional(horizon), optional(window), validation, test));
    forecast(series, plan, folder);
    return 0;
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

  private void forecast(TimeSeries series, Plan plan, RunFolder folder) {
    PrintWriter out = spec.commandLine().getOut();
    Origins learnt = some(plan.trainingOrigins(series), "training");
    Origins valid = some(plan.validationOrigins(series), "validation");
    Origins tested = some(plan.testOrigins(series), "test");
    TrainingOptions sizes = sizes(learnt.rows().length);
    Map<String, String> facts = facts(series, plan, sizes);
    describe(series, facts, out);

    TorchRandom random = TorchRandom.seed(options.seed());
    var model = new LstmForecaster(series, plan, sizes, random);
    var training = new Training(model, learnt, valid, sizes, random);
    var run = new TrainingRun(spec, COMMAND, options, folder, "values");
    run.keep("losses", training);
    run.run(training.trainer(), epochs, training.stepsPerEpoch());
    String kept = kept(training);
    facts.put("Trained", kept);
    out.println("Trained " + kept);

    Outcome outcome = outcome(series, plan, model, training, tested);
    ErrorTable.lines(outcome).forEach(out::println);
    ErrorTable.verdicts(outcome).forEach(facts::put);
    write(folder.folder(), outcome, sizes);
    run.report(
        "rnn4j forecast " + series.source(),
        facts,
        "the validation part; the loss is the mean squared error of scaled values",
        Optional.of(Evaluation.of(training.trainer().best())));
    out.println(
        "Wrote "
            + String.join(", ", CSV, PNG, JSON, RunFolder.MODEL, "report.html, metrics.jsonl")
            + " to "
            + folder.folder());
    out.flush();
  }

  private TrainingOptions sizes(int windows) {
    return new TrainingOptions(
        hiddenSize == null ? TrainingOptions.usualHiddenSize(windows) : hiddenSize,
        layers,
        epochs,
        patience,
        learningRate,
        batchSize == null ? TrainingOptions.usualBatchSize(windows) : batchSize,
        options.seed());
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

  private static Map<String, String> facts(TimeSeries series, Plan plan, TrainingOptions sizes) {
    Split split = plan.split();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(
        series.source(),
        "%d rows, from %s to %s"
            .formatted(
                series.length(), series.axis().label(0), series.axis().label(series.length() - 1)));
    facts.put(
        "Season",
        "%s; trend: %s"
            .formatted(
                plan.season().exists()
                    ? plan.season().length() + " rows (" + plan.season().reason() + ")"
                    : plan.season().reason(),
                plan.trend().present() ? "yes" : "no"));
    facts.put(
        "Parts",
        "training %d rows, validation %d from %s, test %d from %s"
            .formatted(
                split.trainingRows(),
                split.validationRows(),
                series.axis().label(split.validationStart()),
                split.testRows(),
                series.axis().label(split.testStart())));
    facts.put(
        "Model",
        "window of %d rows, horizon of %d, LSTM with %d layer%s of %d"
            .formatted(
                plan.window(),
                plan.horizon(),
                sizes.layers(),
                sizes.layers() == 1 ? "" : "s",
                sizes.hiddenSize()));
    return facts;
  }

  /// The first fact is on the file; what was done to its rows follows it.
  private static void describe(TimeSeries series, Map<String, String> facts, PrintWriter out) {
    facts.forEach((name, fact) -> {
      out.println(name + ": " + fact);
      if (name.equals(series.source())) {
        series.notes().forEach(note -> out.println("  " + note));
      }
    });
    out.flush();
  }

  private static String kept(Training training) {
    return "for %d epochs; kept %s, with the least validation loss"
        .formatted(
            training.losses().size() - 1,
            training.bestEpoch() == 0
                ? "the simple blend from before training"
                : "epoch " + training.bestEpoch());
  }

  private static Outcome outcome(
      TimeSeries series, Plan plan, LstmForecaster model, Training training, Origins test) {
    double[] spread = model.errors(plan.validationOrigins(series), model);
    int horizon = plan.horizon();
    return new Outcome(
        series,
        plan,
        model,
        training.losses(),
        training.bestEpoch(),
        test,
        Outcome.Forecasts.of(series, test, model),
        Outcome.Forecasts.of(series, test, Baselines.lastValue(series, horizon)),
        Outcome.Forecasts.of(
            series,
            test,
            Baselines.seasonAgo(series, plan.season().length(), plan.trend(), horizon)),
        Arrays.stream(spread).boxed().collect(Collectors.toList()));
  }

  /// All of the files are replaced, or none.
  private static void write(Path to, Outcome outcome, TrainingOptions sizes) {
    OutputFolder files = OutputFolder.open(to, List.of(CSV, PNG, JSON, RunFolder.MODEL));
    try {
      Files.writeString(files.aside(CSV), ForecastCsv.text(outcome), StandardCharsets.UTF_8);
      Files.write(files.aside(PNG), ForecastPlot.png(outcome));
      Files.writeString(
          files.aside(JSON), MetricsJson.text(outcome, sizes), StandardCharsets.UTF_8);
      ModelFile.write(files.aside(RunFolder.MODEL), outcome, sizes);
      files.commit();
    } catch (IOException e) {
      throw OutputFolder.unwritable(to, e);
    } finally {
      files.discard();
    }
  }
}
