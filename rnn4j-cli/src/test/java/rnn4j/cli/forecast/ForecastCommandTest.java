package rnn4j.cli.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rnn4j.cli.Cli;
import rnn4j.cli.Main;
import rnn4j.io.Safetensors;
import rnn4j.io.SafetensorsFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Oracle: exit codes, the lines that are printed, and the files that are written or not.
final class ForecastCommandTest {
  private static final List<String> FILES =
      List.of("forecast.csv", "forecast.png", "metrics.json", "model.safetensors");
  private static final List<String> RUN =
      List.of("checkpoint.safetensors", "metrics.jsonl", "report.html");

  @TempDir private Path base;
  private Path csv;
  private Path out;

  private record Result(int code, String out, String err) {}

  @BeforeEach
  void writeSeries() throws IOException {
    csv = Files.writeString(base.resolve("sales.csv"), months(96));
    out = base.resolve("out");
  }

  @Test
  void aSmallSeriesIsForecastFromEndToEnd() throws IOException {
    Result result = forecast("--column", "sales", "--inputs", "temperature");
    assertThat(result.err.lines().toList()).hasSize(5).first().asString().startsWith("before ");
    assertThat(result.err.lines().skip(1)).allMatch(line -> line.startsWith("epoch "));
    assertThat(result.code).isZero();
    assertThat(result.out)
        .contains("sales.csv: 96 rows, from 2010-01 to 2017-12")
        .contains("3 missing values filled in on straight lines between neighbours; none of them")
        .contains("Season: 12 rows (one year, autocorrelation ")
        .contains("Parts: training 68 rows, validation 14 from 2015-09, test 14 from 2016-11")
        .contains("  model   ")
        .contains("  last value   ")
        .contains("  value 12 rows ago");
    assertThat(out).isDirectoryContaining("glob:**/forecast.csv");
    assertThat(fileNames(out))
        .containsExactlyInAnyOrderElementsOf(Stream.of(FILES, RUN).flatMap(List::stream).toList());
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("<svg", "rnn4j forecast sales.csv", "One step ahead", "--layers")
        .doesNotContain("http", "<script");

    List<String> table = Files.readAllLines(out.resolve("forecast.csv"));
    assertThat(table).hasSize(1 + 96 + 7);
    assertThat(table.get(1)).startsWith("2010-01,training,");
    assertThat(table.get(96)).startsWith("2017-12,test,").doesNotContain(",,,");
    assertThat(table.get(97)).startsWith("2018-01,future,,,");
    assertThat(Files.readAllBytes(out.resolve("forecast.png"))).startsWith(0x89, 'P', 'N', 'G');

    JsonNode metrics = JsonMapper.shared().readTree(Files.readString(out.resolve("metrics.json")));
    assertThat(metrics.at("/data/filled").asInt()).isEqualTo(3);
    assertThat(metrics.at("/settings/season").asInt()).isEqualTo(12);
    assertThat(metrics.at("/errors/last_value/one_step/points").asInt()).isEqualTo(14);
    try (SafetensorsFile model = Safetensors.read(out.resolve("model.safetensors"))) {
      assertThat(model.metadata()).containsEntry("column", "sales").containsEntry("window", "18");
    }
  }

  /// The scores of the table are those of the forecasts in the file.
  @Test
  void theFileAndTheScoresAgree() throws IOException {
    forecast();
    double squares = 0;
    int points = 0;
    for (String line : Files.readAllLines(out.resolve("forecast.csv"))) {
      String[] cells = line.split(",", -1);
      if (cells[1].equals("test") && !cells[5].isEmpty() && cells[3].equals("0")) {
        squares += Math.pow(Double.parseDouble(cells[2]) - Double.parseDouble(cells[5]), 2);
        points++;
      }
    }
    JsonNode metrics = JsonMapper.shared().readTree(Files.readString(out.resolve("metrics.json")));
    assertThat(metrics.at("/errors/last_value/one_step/points").asInt()).isEqualTo(points);
    assertThat(metrics.at("/errors/last_value/one_step/rmse").asDouble())
        .isEqualTo(Math.sqrt(squares / points));
  }

  @Test
  void theSameSeedGivesTheSameFilesWithAnyNumberOfThreads() throws IOException {
    forecast("--threads", "1");
    List<byte[]> first = contents();
    forecast("--threads", "2");
    assertThat(contents()).usingElementComparator(Arrays::compare).isEqualTo(first);
    forecast("--seed", "1");
    assertThat(contents().getLast()).isNotEqualTo(first.getLast());
  }

  @Test
  void aConstantSeriesIsForecastExactly() throws IOException {
    Files.writeString(csv, "x\n" + "5\n".repeat(60));
    Result result = forecast();
    assertThat(result.code).isZero();
    assertThat(result.out).contains("the model and \"last value\" are equally good");
    assertThat(Files.readAllLines(out.resolve("forecast.csv")).getLast())
        .isEqualTo("64,future,,,5.0,5.0,5.0,5.0,5.0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--epochs 0|--epochs is 0, expected at least 1",
        "--epochs many|Invalid value for option '--epochs': 'many' is not an int",
        "--layers 17|--layers is 17, expected at most 16",
        "--learning-rate NaN|--learning-rate is NaN, expected more than 0 and at most 1",
        "--validation 0.5|--validation is 0.5, expected more than 0 and at most 0.4",
        "--season 0|--season is 0, expected at least 1",
        "--season 50|--season is 50, expected at most 34",
        "--horizon 15|--horizon is 15, expected at most 14, the rows of the test part",
        "--window 60|--window is 60, expected at most 49",
        "--threads 0|--threads is 0, expected at least 1",
        "--delimiter ab|--delimiter is \"ab\", expected one character",
        "--dataset co2|--dataset is given beside a file, expected one of them",
        "--column none|sales.csv: there is no column \"none\", found month, note, temperature, sales",
        "--column note|sales.csv: line 2, column \"note\": \"ok\" is not a number",
        "--date-column note|sales.csv: line 2, column \"note\": \"ok\" is not a date",
        "--inputs temperature,none|sales.csv: there is no column \"none\"",
        "--frobnicate|Unknown option: '--frobnicate'",
      })
  void aWrongOptionIsOneLineAndLeavesNothingBehind(String options, String message) {
    Result result = forecast(options.split(" ", -1));
    assertThat(result.code).isEqualTo(2);
    assertThat(result.err.lines().toList())
        .singleElement()
        .asString()
        .startsWith("rnn4j forecast: " + message);
    assertThat(result.out).isEmpty();
    assertThat(out).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a,b\n", "a,b\n1,2\n3\n", "1,2\n3,4\n", "a\nx\ny\n", "a\n1\n2\n3\n", "\0\1\2"})
  void aWrongFileIsOneLineAndLeavesNothingBehind(String text) throws IOException {
    Files.writeString(csv, text);
    assertRefused(forecast());
  }

  @Test
  void aFileThatCannotBeReadOrAFolderThatCannotBeWrittenIsOneLine() throws IOException {
    assertRefused(run(base.resolve("none.csv").toString(), "--output", out.toString()));
    assertRefused(run(base.toString(), "--output", out.toString()));
    assertRefused(run(csv.toString(), "--output", csv.resolve("out").toString()));
  }

  @Test
  void thePartsMustHoldValues() throws IOException {
    StringBuilder text = new StringBuilder("x\n");
    for (int row = 0; row < 100; row++) {
      text.append(row < 70 || row % 5 == 4 ? Integer.toString(row * row % 7) : "").append('\n');
    }
    Files.writeString(csv, text);
    Result result = forecast("--horizon", "2");
    assertRefused(result);
    assertThat(result.err)
        .contains("too few values: the validation part has no value with one known before it");
  }

  @Test
  void helpNamesEveryOptionWithItsDefault() {
    Result result = run("--help");
    assertThat(result.code).isZero();
    assertThat(result.out)
        .contains(
            "--hidden-size=N", "(default: 100)", "--output=FOLDER", "--checkpoint-every=SECONDS");
    List<String> options = result.out.lines().filter(line -> line.matches(" +--.*")).toList();
    assertThat(options).hasSize(22);
    int defaults = result.out.replaceAll("\\s+", " ").split("\\(default:", -1).length - 1;
    assertThat(defaults).isEqualTo(options.size() + 1 - 2); // the file, too; not two switches
  }

  @Test
  void aRunInPiecesEndsWithTheSameBytes() throws IOException {
    forecast("--inputs", "temperature", "--epochs", "6");
    List<byte[]> whole = contents();
    String metrics = Files.readString(out.resolve("metrics.jsonl"));
    forecast("--inputs", "temperature", "--epochs", "2", "--restart");
    Result rest = resume("--epochs", "6");
    assertThat(rest.code).as(rest.err).isZero();
    assertThat(rest.err).startsWith("Resuming after step ");
    assertThat(contents()).usingElementComparator(Arrays::compare).isEqualTo(whole);
    assertThat(Files.readString(out.resolve("metrics.jsonl"))).isEqualTo(metrics);
  }

  @Test
  void killedAtAnyMomentAndResumedItEndsWithTheSameBytes() throws Exception {
    forecast("--epochs", "30");
    List<byte[]> whole = contents();
    var random = new SplittableRandom(4);
    Path checkpoint = out.resolve("checkpoint.safetensors");
    Files.delete(checkpoint);
    for (int kill = 0; kill < 3; kill++) {
      List<Object> args = new ArrayList<>(List.of("forecast", csv, "--output", out));
      args.addAll(
          kill > 0
              ? List.of("--resume")
              : List.of("--restart", "--epochs", "30", "--hidden-size", "4"));
      args.addAll(List.of("--checkpoint-every", "0"));
      Process process =
          Cli.process(args.toArray())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      while (!Files.exists(checkpoint) && process.isAlive()) {
        TimeUnit.MILLISECONDS.sleep(1);
      }
      TimeUnit.MILLISECONDS.sleep(random.nextInt(300));
      process.destroyForcibly().waitFor();
    }
    Result rest = resume();
    assertThat(rest.code).as(rest.err).isZero();
    assertThat(contents()).usingElementComparator(Arrays::compare).isEqualTo(whole);
    assertThat(out).isDirectoryNotContaining("glob:**/.*"); // nothing is left aside
  }

  @Test
  void whatDoesNotFitTheRunIsRefusedAndTheCheckpointStays() throws IOException {
    forecast();
    Path checkpoint = out.resolve("checkpoint.safetensors");
    byte[] whole = Files.readAllBytes(checkpoint);

    assertThat(resume("--inputs", "temperature").err)
        .contains("--inputs is temperature, but the run to resume has none; leave it out, or start")
        .hasLineCount(1);
    Files.writeString(csv, months(96).replaceFirst("100\\.", "101."));
    assertThat(resume().err)
        .contains("cannot be resumed: the checkpoint was made with other data: ")
        .hasLineCount(1);
    assertThat(Files.readAllBytes(checkpoint)).isEqualTo(whole);

    Files.write(checkpoint, Arrays.copyOf(whole, whole.length - 100));
    assertThat(resume().err).contains("checkpoint.safetensors: ").hasLineCount(1);
    assertThat(forecast().err).contains("has a run that was not finished; go on with --resume");
    Files.copy(out.resolve("model.safetensors"), checkpoint, StandardCopyOption.REPLACE_EXISTING);
    assertThat(resume().err).contains("is not the checkpoint of a training").hasLineCount(1);
    Files.delete(checkpoint);
    assertThat(resume().err).contains("has no checkpoint.safetensors to go on from");
  }

  /// A fault of the data is found before anything of the last run is touched.
  @Test
  void aFaultLeavesTheLastRunAsItWas() throws IOException {
    forecast();
    byte[] checkpoint = Files.readAllBytes(out.resolve("checkpoint.safetensors"));
    Files.writeString(csv, "a\n1\n2\n");
    assertThat(forecast().code).isEqualTo(2);
    assertThat(Files.readAllBytes(out.resolve("checkpoint.safetensors"))).isEqualTo(checkpoint);
  }

  /// A saved model says of the same rows what it said when it was trained.
  @Test
  void aSavedModelForecastsAgain() throws IOException {
    forecast("--column", "sales", "--inputs", "temperature");
    Path model = out.resolve("model.safetensors");
    Result told = run("predict", model.toString(), csv.toString());
    assertThat(told.code).as(told.err).isZero();
    List<String> expected =
        Files.readAllLines(out.resolve("forecast.csv")).stream()
            .filter(line -> line.contains(",future,"))
            .map(line -> line.split(",", -1))
            .map(cells -> cells[0] + "," + cells[4])
            .toList();
    assertThat(told.out.lines().skip(1)).containsExactlyElementsOf(expected);

    Path more = Files.writeString(base.resolve("more.csv"), months(100));
    assertThat(run("predict", model.toString(), more.toString()).out)
        .startsWith("date,forecast\n2018-05,");
    Path few = Files.writeString(base.resolve("few.csv"), months(12));
    assertThat(run("predict", model.toString(), few.toString()).err)
        .contains("few.csv: has 12 rows, expected at least 30: a window of 18 rows and a season of")
        .hasLineCount(1);
    var years = new StringBuilder("month,temperature,sales\n");
    for (int year = 1950; year < 2000; year++) {
      years.append(year).append("-01,1,").append(year).append('\n');
    }
    Path yearly = Files.writeString(base.resolve("yearly.csv"), years);
    assertThat(run("predict", model.toString(), yearly.toString()).err)
        .contains("yearly.csv: rows are ", " apart, expected ", " as the model was trained on")
        .hasLineCount(1);
    assertThat(run("predict", csv.toString(), csv.toString()).code).isEqualTo(2);
    assertThat(run("predict", "--help").out).contains("--date-column");
  }

  private void assertRefused(Result result) {
    assertThat(result.code).isEqualTo(2);
    assertThat(result.err.lines().toList()).hasSize(1);
    assertThat(result.err).startsWith("rnn4j forecast: ");
    assertThat(out).doesNotExist();
  }

  /// A short training of a small network.
  private Result forecast(String... options) {
    List<String> all = new ArrayList<>(List.of(csv.toString(), "--output", out.toString()));
    boolean given = Arrays.asList(options).contains("--epochs");
    all.addAll(given ? List.of() : List.of("--epochs", "4"));
    all.addAll(List.of("--hidden-size", "4"));
    all.addAll(List.of(options));
    return run(all.toArray(String[]::new));
  }

  private Result resume(String... options) {
    List<String> all = new ArrayList<>(List.of(csv.toString(), "--output", out.toString()));
    all.add("--resume");
    all.addAll(List.of(options));
    return run(all.toArray(String[]::new));
  }

  private static Result run(String... options) {
    var out = new StringWriter();
    var err = new StringWriter();
    List<String> args = new ArrayList<>(List.of("forecast"));
    args.addAll(List.of(options));
    int code = Main.run(new PrintWriter(out), new PrintWriter(err), args.toArray(String[]::new));
    return new Result(code, out.toString(), err.toString());
  }

  private List<byte[]> contents() throws IOException {
    List<byte[]> contents = new ArrayList<>();
    for (String name : FILES) {
      contents.add(Files.readAllBytes(out.resolve(name)));
    }
    return contents;
  }

  private static List<String> fileNames(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static String months(int rows) {
    var random = new SplittableRandom(7);
    StringBuilder text = new StringBuilder("month,note,temperature,sales\n");
    for (int t = 0; t < rows; t++) {
      double season = Math.sin(2 * Math.PI * t / 12);
      String sales = "%.1f".formatted(100 + t + 20 * season + random.nextGaussian());
      text.append("%d-%02d,ok,%.1f,".formatted(2010 + t / 12, t % 12 + 1, 10 - 8 * season))
          .append(t == 20 || t == 21 || t == 40 ? "NA" : sales)
          .append('\n');
    }
    return text.toString();
  }
}
