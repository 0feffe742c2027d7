package rnn4j.cli.tag;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rnn4j.cli.Cli;

/// Oracle: sentences whose tags follow from a rule; exit codes, lines and files.
final class TagCommandTest {
  @TempDir private Path base;
  private Path file;
  private Path out;

  @BeforeEach
  void writeSentences() throws IOException {
    file = Files.writeString(base.resolve("train.txt"), sentences(120, 1));
    out = base.resolve("out");
  }

  @Test
  void tagsAreLearntAndGiven() throws IOException {
    Path test = Files.writeString(base.resolve("test.txt"), sentences(30, 2));
    Cli trained = train("--epochs", 12, "--test", test);
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(trained.out())
        .contains("Data: train.txt: 120 sentences, ")
        .contains("Scores: F1 is the mean of the tags', word by word")
        .contains("Parts: training 102 sentences, held out 18")
        .containsPattern("Test: accuracy (9[5-9]|100)\\.\\d\\d %");
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("Confusion matrix", "On test.txt; the loss is");

    // "run" is a verb after "to" and a noun after "a"; "zooing" was never seen but ends as verbs
    // do.
    Path plain = Files.writeString(base.resolve("plain.txt"), "to\nrun\n\na\nrun\n\nzooing\n");
    Cli tagged = Cli.run("tag", "predict", out.resolve("model.safetensors"), plain);
    assertThat(tagged.code()).as(tagged.err()).isZero();
    assertThat(tagged.out())
        .isEqualTo("to\tTO\nrun\tVERB\n\na\tDET\nrun\tNOUN\n\nzooing\tVERB\n\n");
    Cli scored = Cli.run("tag", "predict", out.resolve("model.safetensors"), test);
    assertThat(scored.err()).startsWith("Measured: accuracy ").hasLineCount(1);
  }

  /// Half of the spans are found with one end wrong: most words are right, and half of the spans.
  @Test
  void spansAreScoredWhole() throws IOException {
    Files.writeString(file, "the B-A\nold I-A\nsea I-A\nis O\n\n".repeat(40));
    Cli trained = train("--epochs", 20);
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(trained.out())
        .contains("Scores: F1 is that of whole spans")
        .contains("accuracy 100.00 %, F1 by span 1.0000 on the part held out");
    assertThat(Files.readString(out.resolve("metrics.jsonl")))
        .contains("\"span_f1\":1.0")
        .doesNotContain("\"f1\"");
    Path test =
        Files.writeString(
            base.resolve("test.txt"),
            "the B-A\nold I-A\nsea I-A\nis O\n\nthe B-A\nold I-A\nsea O\nis O\n");
    Cli scored = Cli.run("tag", "predict", out.resolve("model.safetensors"), test);
    assertThat(scored.err()).isEqualTo("Measured: accuracy 87.50 %, F1 by span 0.5000\n");
  }

  @Test
  void aRunInPiecesEndsWithTheSameBytes() throws IOException {
    assertThat(train("--epochs", 4).code()).isZero();
    byte[] whole = Files.readAllBytes(out.resolve("model.safetensors"));
    assertThat(train("--epochs", 2).code()).isZero();
    Cli rest = Cli.run("tag", "train", file, "--output", out, "--resume", "--epochs", 4);
    assertThat(rest.code()).as(rest.err()).isZero();
    assertThat(Files.readAllBytes(out.resolve("model.safetensors"))).isEqualTo(whole);
  }

  /// Oracle: the same sentences, plainly written.
  @Test
  void filesMayBeWrittenInManyWays() throws IOException {
    String plain = "# DET\nmoon NOUN\n\nto TO\nrun VERB\n\n#a DET\nsea NOUN\n\n".repeat(9);
    String tabs = plain.replace(" ", "\t_\tx y\t").replace("sea", "the sea");
    String text =
        tabs.replace("to\t", "# text = to run\n#\tcomment\tof three\nto\t")
            .replace("\n\n", "\n \t \n\n")
            .replace("#\t_", "# newdoc\n#\t_");
    Files.writeString(file, plain.replace("sea", "the_sea"));
    assertThat(train("--epochs", 2).code()).isZero();
    Path model = out.resolve("model.safetensors");
    String expected = Cli.run("tag", "predict", model, file).out();
    Path other =
        Files.write(
            base.resolve("other.txt"), ("\uFEFF" + text.replace("\n", "\r\n")).getBytes(UTF_16LE));
    Cli tagged = Cli.run("tag", "predict", model, other);
    assertThat(tagged.out().lines().map(l -> l.replaceFirst("\t.*", "").replace(' ', '_')))
        .containsExactlyElementsOf(expected.lines().map(l -> l.replaceFirst("\t.*", "")).toList());
    assertThat(tagged.err()).startsWith("Measured: accuracy ");
  }

  @Test
  void wordsAndTagsOfConlluStandInColumnsOfTheirOwn() throws IOException {
    String sentence =
        """
        # text = au lac
        1-2\tau\t_\t_\t_\t_\t_\t_\t_\t_
        1\tà\tà\tADP\t_\t_\t3\tcase\t_\t_
        2\tle\tle\tDET\t_\t_\t3\tdet\t_\t_
        2.1\tgrand\t_\t_\t_\t_\t_\t_\t_\t_
        3\tlac\tlac\tNOUN\t_\t_\t0\troot\t_\tSpaceAfter=No

        """;
    Path conllu = Files.writeString(base.resolve("fr.conllu"), sentence.repeat(40));
    Cli trained = Cli.run("tag", "train", conllu, "--output", out, "--epochs", 15);
    assertThat(trained.out()).as(trained.err()).contains("40 sentences, 120 words, 3 tags");
    Cli tagged = Cli.run("tag", "predict", out.resolve("model.safetensors"), conllu);
    assertThat(tagged.out()).startsWith("à\tADP\nle\tDET\nlac\tNOUN\n\n");
    assertThat(tagged.err()).startsWith("Measured: accuracy 100.00 %");
    Path wrong = Files.writeString(base.resolve("wrong.conllu"), "lac NOUN\n");
    assertThat(Cli.run("tag", "train", wrong, "--output", out, "--restart").err())
        .endsWith("wrong.conllu: line 1 has 2 columns, expected ten between tabs as in CoNLL-U\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "the DET~moon|line 2 has one column, expected a word and its tag",
        "the DET~moon NOUN|1 sentences are too few to hold some out, expected more",
        "the DET~~a DET~~an DET~~the DET~|all words have tag \"DET\", expected two or more",
        "~~|there is no sentence, expected a word in each line",
      })
  void faultsAreOneLine(String text, String message) throws IOException {
    Files.writeString(file, text.replace('~', '\n'));
    Cli wrong = train();
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("train.txt: " + message).hasLineCount(1);
  }

  @Test
  void modelAndDataMustFit() throws IOException {
    assertThat(train("--epochs", 1).code()).isZero();
    Path model = out.resolve("model.safetensors");
    Path other = Files.writeString(base.resolve("other.txt"), "the ART\n");
    Cli unmeasured = Cli.run("tag", "predict", model, other);
    assertThat(unmeasured.code()).isZero();
    assertThat(unmeasured.out()).startsWith("the\t");
    assertThat(unmeasured.err())
        .isEqualTo(
            "Not measured: the last column has \"ART\", which is none of the model's tags\n");
    Cli untrained = train("--restart", "--test", other);
    assertThat(untrained.code()).isEqualTo(2);
    assertThat(untrained.err())
        .endsWith("other.txt: has tag \"ART\", which is not in train.txt\n")
        .hasLineCount(1); // told before the training, not after
    Path mixed = Files.writeString(base.resolve("mixed.txt"), "the DET\nmoon\n");
    assertThat(Cli.run("tag", "predict", model, mixed).err())
        .contains("has 1 tags for 2 words, expected a tag for each or none");
    assertThat(Cli.run("tag", "predict", other, other).err())
        .contains("other.txt: cannot be read as a model of rnn4j tag (")
        .hasLineCount(1);
    assertThat(Cli.run("tag", "train", "--help").out()).contains("--resume", "--test");
    assertThat(Cli.run("tag", "predict", "--help").code()).isZero();
  }

  private Cli train(Object... more) {
    Object[] args = {
      "tag", "train", file, "--output", out, "--hidden-size", 12, "--learning-rate", 0.02
    };
    return Cli.run(
        java.util.stream.Stream.concat(java.util.Arrays.stream(args), java.util.Arrays.stream(more))
            .toArray());
  }

  private static String sentences(int count, long seed) {
    var random = new SplittableRandom(seed);
    String[] nouns = {"moon", "sea", "run", "walk"};
    String[] verbs = {"run", "walk", "singing", "running", "walking"};
    var text = new StringBuilder("-DOCSTART- -X- O\n\n");
    for (int i = 0; i < count; i++) {
      for (int phrase = random.nextInt(1, 4); phrase > 0; phrase--) {
        if (random.nextBoolean()) {
          text.append(random.nextBoolean() ? "a DET\n" : "the DET\n");
          text.append(nouns[random.nextInt(nouns.length)]).append(" _ NOUN\n");
        } else {
          text.append("to TO\n").append(verbs[random.nextInt(2)]).append(" _ VERB\n");
          text.append(verbs[random.nextInt(2, verbs.length)]).append(" _ VERB\n");
        }
      }
      text.append('\n');
    }
    return text.toString();
  }
}
