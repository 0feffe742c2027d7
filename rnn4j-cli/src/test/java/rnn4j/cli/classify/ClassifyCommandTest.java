package rnn4j.cli.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rnn4j.cli.Cli;

/// Oracle: sequences whose class follows from a rule; exit codes, lines and files.
final class ClassifyCommandTest {
  @TempDir private Path base;
  private Path table;
  private Path ts;
  private Path out;

  @BeforeEach
  void writeData() throws IOException {
    table = Files.writeString(base.resolve("data.csv"), table(60, 1));
    ts = Files.writeString(base.resolve("data.ts"), ts(30, 2));
    out = base.resolve("out");
  }

  @Test
  void classesOfATableAreLearntAndTold() throws IOException {
    Cli trained = train("--epochs", "15");
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(trained.out())
        .contains("Data: data.csv: 60 sequences of 3 to 9 steps, 2 features, 2 labels")
        .contains("Parts: training 50 sequences, held out 10")
        .contains("Kept: epoch ", "accuracy 100.00 % on the part held out");
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("Confusion matrix", "accuracy by step", "<svg")
        .doesNotContain("http", "<script");

    Path unseen = Files.writeString(base.resolve("new.csv"), table(20, 3));
    Cli told = Cli.run("classify", "predict", out.resolve("model.safetensors"), unseen);
    assertThat(told.code()).as(told.err()).isZero();
    assertThat(told.out().lines()).hasSize(21).first().isEqualTo("sequence,label,probability");
    assertThat(told.out()).containsPattern("s0,rise,[01]\\.\\d{4}");
    assertThat(told.err()).matches("Accuracy: (9[05]|100)\\.00 % of 20 sequences\\R");

    Path written = base.resolve("told.csv");
    Cli.run("classify", "predict", out.resolve("model.safetensors"), unseen, "--output", written);
    assertThat(Files.readString(written)).isEqualTo(told.out());
  }

  @Test
  void classesOfATsFileAreLearntAndMeasured() {
    Cli trained =
        Cli.run(
            "classify",
            "train",
            ts,
            "--test",
            ts,
            "--output",
            out,
            "--hidden-size",
            8,
            "--epochs",
            15,
            "--layer",
            "gru");
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(trained.out())
        .contains("Data: data.ts: 30 sequences of 3 to 9 steps, 2 features, 2 labels")
        .containsPattern("Test: accuracy (9|100).*on the 30 sequences of data.ts");
  }

  @Test
  void aRunInPiecesEndsWithTheSameBytes() throws IOException {
    assertThat(train("--epochs", "6").code()).isZero();
    Path pieces = base.resolve("pieces");
    Cli.run(
        "classify",
        "train",
        table,
        "--output",
        pieces,
        "--hidden-size",
        8,
        "--batch-size",
        8,
        "--learning-rate",
        0.02,
        "--epochs",
        2);
    Cli rest = Cli.run("classify", "train", table, "--output", pieces, "--resume", "--epochs", 6);
    assertThat(rest.code()).as(rest.err()).isZero();
    assertThat(Files.readAllBytes(pieces.resolve("model.safetensors")))
        .isEqualTo(Files.readAllBytes(out.resolve("model.safetensors")));
  }

  /// The rows of a sequence need not follow one another, and columns without a name do not count.
  @Test
  void rowsOfSequencesMayBeMixed() throws IOException {
    assertThat(train("--epochs", "2").code()).isZero();
    byte[] whole = Files.readAllBytes(out.resolve("model.safetensors"));
    List<String> rows = Files.readAllLines(table);
    List<String> mixed = new ArrayList<>(List.of("," + rows.getFirst()));
    List<List<String>> sequences =
        new ArrayList<>(
            rows.stream()
                .skip(1)
                .collect(
                    Collectors.groupingBy(
                        row -> row.substring(0, row.indexOf(',')),
                        LinkedHashMap::new,
                        Collectors.toList()))
                .values());
    for (int t = 0; t < 10; t++) {
      for (List<String> sequence : sequences) {
        if (t < sequence.size()) {
          mixed.add(mixed.size() + "," + sequence.get(t));
        }
      }
    }
    Files.write(table, mixed);
    assertThat(train("--epochs", "2").code()).isZero();
    assertThat(Files.readAllBytes(out.resolve("model.safetensors"))).isEqualTo(whole);
  }

  /// A column that is no feature because of one cell is told of, and named ones are refused.
  @Test
  void columnsThatAreNoFeaturesAreToldOf() throws IOException {
    String text = Files.readString(table);
    Files.writeString(table, text.replaceFirst("\\d\\.\\d+(\\R)", "high$1"));
    assertThat(train("--epochs", "1").out())
        .contains("Features: x", "Left out: line 2, column \"y\": \"high\" is not a number");
    assertThat(train("--features", "x,y").err())
        .contains("data.csv: line 2, column \"y\": \"high\" is not a number")
        .hasLineCount(1);
    assertThat(train("--features", "x,label").err())
        .contains("--features has \"label\", which is the column of groups or labels or named")
        .hasLineCount(1);
    assertThat(train("--features", "x,x").err()).contains("--features has \"x\"").hasLineCount(1);
    assertThat(train("--label", "group").err())
        .contains("\"group\" is both the column of groups and that of labels")
        .hasLineCount(1);
  }

  /// In a file to predict for, some labels may be left out; then there is no accuracy.
  @Test
  void labelsToPredictNeedNotBeKnown() throws IOException {
    assertThat(train("--epochs", "1").code()).isZero();
    Path partly = Files.writeString(base.resolve("p.csv"), "group,label,x,y\na,,1,2\nb,rise,2,3\n");
    Cli told = Cli.run("classify", "predict", out.resolve("model.safetensors"), partly);
    assertThat(told.code()).as(told.err()).isZero();
    assertThat(told.out()).hasLineCount(3);
    assertThat(told.err()).isEmpty();
  }

  /// Oracle: a file where the straight lines are written out.
  @Test
  void whatIsMissingLiesOnAStraightLine() throws IOException {
    String full = "a,u,%s~a,u,%s~a,u,3~a,u,%s~b,v,-1~b,v,-5~";
    String head = "group,label,x~";
    String rest = table(30, 4).replaceFirst("group.*\\R", "").replaceAll(",[^,\\n]*\\n", "\n");
    Files.writeString(table, (head + full.formatted("1", "2", "3") + rest).replace('~', '\n'));
    assertThat(train("--epochs", "2", "--features", "x").out()).doesNotContain("Missing");
    byte[] whole = Files.readAllBytes(out.resolve("model.safetensors"));
    Files.writeString(table, (head + full.formatted("1", "NA", "") + rest).replace('~', '\n'));
    Cli trained = train("--epochs", "2", "--features", "x");
    assertThat(trained.out())
        .contains("Missing: 2 numbers, filled in on straight lines between neighbours");
    assertThat(Files.readAllBytes(out.resolve("model.safetensors"))).isEqualTo(whole);
  }

  /// Oracle: a sequence of means, as nothing is known of it.
  @Test
  void aSequenceWithoutNumbersIsAsAnyOther() throws IOException {
    Files.writeString(ts, ts(30, 2).replace("@data\n", "@data\n?,?,NaN:1,2,3:up\n"));
    Cli trained = Cli.run("classify", "train", ts, "--output", out, "--epochs", 2);
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(trained.out()).contains("Missing: 3 numbers, ");
    Files.writeString(ts, "@classLabel true up down\n@data\n?,?:1,2:?\n0,0:1,2:up\n");
    Cli told = Cli.run("classify", "predict", out.resolve("model.safetensors"), ts);
    assertThat(told.out()).containsPattern("1,(up|down),0\\.\\d{4}\n2,(up|down),0\\.\\d{4}\n");
    assertThat(told.err())
        .isEqualTo("Missing: 2 numbers, filled in on straight lines between neighbours\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "group,label,x~a,u,1~a,v,2|line 3: sequence \"a\" has label \"v\", and \"u\" in line 2; expected one label for each sequence",
        "group,label,x~a,u,1~b,u,2|all sequences have label \"u\", expected two or more",
        "group,label,x~a,u,y~b,v,z|no column has numbers beside --group and --label",
        "key,label,x~a,u,1|name the column that says which sequence a row belongs to with --group",
        "group,kind,x~a,u,1|name the column of labels with --label; found group, kind, x",
        "group,label,x~a,u,1~b,v,2|2 sequences are too few to hold some out",
        "group,label,x,x~a,u,1,2~b,v,2,3|2 columns are named \"x\", expected one",
        "group,label,x~a,u,1e39~b,v,2|line 2, column \"x\": 1e39 is too large, expected a number of",
        "group,label,x~a,,1~b,v,2|line 2: the label is missing",
        "group,label,x,y~a,u,1,?~b,v,abc,|no column has numbers beside --group and --label, expected features; line 3, column \"x\": \"abc\" is not a number",
        "group,label,x~,u,1~b,v,2|line 2, column \"group\": the name of the sequence is missing",
        "group,label,x|there is a header but no row under it",
        "~|the file is empty, expected a header and rows",
      })
  void faultsOfATableAreOneLine(String text, String message) throws IOException {
    Files.writeString(table, text.replace('~', '\n'));
    Cli wrong = train();
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains(message).hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "@classLabel true a b~@data~1,2:3:a|line 3: dimension 2 has 1 steps, the first has 2",
        "@classLabel true a b~@data~1,2:3,4:a~1,2:b|line 4: has 1 dimensions, expected 2",
        "@classLabel true a b~@data~1,x:a|line 3: dimension 1: \"x\" is not a number",
        "@classLabel true a b~@data~1,2:?|line 3: the label is missing",
        "@classLabel false~@data~1,2:3,4|has no @classLabel true, expected labels",
        "@timeStamps true~@data~1:a|line 1: has time stamps, expected @timeStamps false",
        "1,2:a|line 1: found data before @data",
        "@classLabel true a~@data|there is no sequence after @data",
      })
  void faultsOfATsFileAreOneLine(String text, String message) throws IOException {
    Files.writeString(ts, text.replace('~', '\n'));
    Cli wrong = Cli.run("classify", "train", ts, "--output", out);
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("data.ts: " + message).hasLineCount(1);
  }

  @Test
  void modelAndDataMustFit() throws IOException {
    assertThat(train("--epochs", "1").code()).isZero();
    Path model = out.resolve("model.safetensors");
    Path other = Files.writeString(base.resolve("other.csv"), "group,x\na,1\n");
    assertThat(Cli.run("classify", "predict", model, other).err())
        .contains("there is no column \"y\", found group, x");
    Path label = Files.writeString(base.resolve("label.csv"), "group,label,x,y\na,level,1,2\n");
    Cli unmeasured = Cli.run("classify", "predict", model, label);
    assertThat(unmeasured.code()).isZero();
    assertThat(unmeasured.out()).hasLineCount(2);
    assertThat(unmeasured.err())
        .isEqualTo("Not measured: there is label \"level\", which is none of the model's\n");
    Cli untrained = train("--restart", "--test", label.toString());
    assertThat(untrained.code()).isEqualTo(2);
    assertThat(untrained.err())
        .endsWith("label.csv: has label \"level\", which is not in data.csv\n")
        .hasLineCount(1); // told before the training, not after
    assertThat(Cli.run("text", "generate", model).err())
        .contains("is rnn4j classify, expected a model of rnn4j text");
    assertThat(Cli.run("classify", "predict", table, table).code()).isEqualTo(2);
    assertThat(Cli.run("classify", "train", "--help").out()).contains("--resume", "--group");
    assertThat(Cli.run("classify", "predict", "--help").code()).isZero();
  }

  private Cli train(String... more) {
    Object[] args = {
      "classify",
      "train",
      table,
      "--output",
      out,
      "--hidden-size",
      "8",
      "--batch-size",
      "8",
      "--learning-rate",
      "0.02"
    };
    return Cli.run(
        java.util.stream.Stream.concat(java.util.Arrays.stream(args), java.util.Arrays.stream(more))
            .toArray());
  }

  /// Sequences that rise or fall, beside one that says nothing.
  private static String table(int count, long seed) {
    var random = new SplittableRandom(seed);
    var table = new StringBuilder("group,label,x,y\n");
    for (int i = 0; i < count; i++) {
      boolean rises = i % 2 == 0;
      int length = random.nextInt(3, 10);
      for (int t = 0; t < length; t++) {
        double x = (rises ? t : -t) + random.nextDouble();
        table.append(
            String.format(
                Locale.ROOT,
                "s%d,%s,%.3f,%.3f%n",
                i,
                rises ? "rise" : "fall",
                x,
                random.nextDouble()));
      }
    }
    return table.toString();
  }

  private static String ts(int count, long seed) {
    var random = new SplittableRandom(seed);
    var text = new StringBuilder("# made\n@classLabel true up down\n@data\n");
    for (int i = 0; i < count; i++) {
      int length = random.nextInt(3, 10);
      var x = new StringBuilder();
      var y = new StringBuilder();
      for (int t = 0; t < length; t++) {
        x.append(t == 0 ? "" : ",").append((i % 2 == 0 ? t : -t) + random.nextInt(2));
        y.append(t == 0 ? "" : ",").append(random.nextInt(5));
      }
      text.append(x).append(':').append(y).append(i % 2 == 0 ? ":up\n" : ":down\n");
    }
    return text.toString();
  }
}
