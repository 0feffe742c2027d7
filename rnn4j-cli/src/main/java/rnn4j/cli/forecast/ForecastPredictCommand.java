package rnn4j.cli.forecast;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rnn4j.cli.CliException;
import rnn4j.cli.csv.CsvFile;
import rnn4j.cli.net.ModelTexts;
import rnn4j.cli.series.SeriesReader;
import rnn4j.cli.series.TimeSeries;
import rnn4j.cli.train.PredictOptions;

/// The command `rnn4j forecast predict`.
@Command(
    name = "predict",
    description = {
      "Forecasts what comes after the last row of a file, with a model that \"rnn4j forecast\" made.",
      "",
      "The file has the columns the model was trained on, at the same steps of time; give it as much"
          + " of the past as there is. Nothing is trained.",
      ""
    },
    footer = {"", "Exit code 0 if all went well, 2 if an option or a file is at fault."},
    abbreviateSynopsis = true,
    sortOptions = false)
public final class ForecastPredictCommand implements Callable<Integer> {
  @Parameters(index = "1", paramLabel = "FILE.csv", description = "A CSV file with a header.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path file;

  @Option(
      names = "--date-column",
      paramLabel = "NAME",
      split = ",",
      description = "The column of dates, or several, as for training (default: found out).")
  private List<String> dateColumns = List.of();

  @Option(
      names = "--delimiter",
      paramLabel = "CHAR",
      description = "What stands between cells; tab is \\t (default: found out from the file).")
  private @Nullable String delimiter;

  @Mixin
  @SuppressWarnings("NullAway.Init") // set by picocli
  private PredictOptions options;

  @Override
  public Integer call() {
    CsvFile.checkDelimiter(delimiter);
    options.apply(file);
    ModelTexts saved = ModelTexts.read(options.model(), ModelFile.KIND);
    String inputs = saved.text("inputs");
    TimeSeries series =
        new SeriesReader(
                saved.text("column"),
                inputs.isEmpty() ? List.of() : List.of(inputs.split(",", -1)),
                dateColumns)
            .read(CsvFile.read(file, delimiter));
    String step = series.axis().step().map(Object::toString).orElse("");
    if (!step.equals(saved.text("step"))) {
      throw new CliException(
          "%s: rows are %s apart, expected %s as the model was trained on"
              .formatted(file, steps(step), steps(saved.text("step"))));
    }
    Plan plan = ModelFile.plan(saved, series);
    int last = series.length() - 1;
    double[] forecast = ModelFile.forecaster(saved, series, plan).forecast(new int[] {last})[0];
    var csv = new StringBuilder(step.isEmpty() ? "row" : "date").append(",forecast\n");
    for (int h = 1; h <= forecast.length; h++) {
      csv.append(series.axis().label(last + h)).append(',');
      csv.append(ForecastCsv.number(forecast[h - 1])).append('\n');
    }
    options.write(to -> to.write(csv.toString()));
    return 0;
  }

  private static String steps(String step) {
    return step.isEmpty() ? "no known time" : step;
  }
}
