package rnn4j.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rnn4j.cli.Cli;

/// Oracle: exit codes, lines, files, and that a run in pieces ends with the bytes of a whole one.
final class TextCommandTest {
  private static final List<String> SMALL =
      List.of(
          "--hidden-size",
          "8",
          "--embedding",
          "4",
          "--batch-size",
          "4",
          "--steps",
          "8",
          "--epochs",
          "3",
          "--learning-rate",
          "0.02");

  @TempDir private Path base;
  private Path text;
  private Path out;

  @BeforeEach
  void writeText() throws IOException {
    text = Files.writeString(base.resolve("story.txt"), story(240, 1));
    out = base.resolve("out");
  }

  @Test
  void aModelIsTrainedAndWrites() throws IOException {
    Cli trained = train();
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(trained.out())
        .contains("Text: story.txt: ")
        .contains("Model: LSTM with 2 layers of 8, ")
        .contains("Kept: perplexity ");
    assertThat(trained.err().lines()).hasSize(3).allMatch(line -> line.startsWith("epoch "));
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("<svg", "perplexity by step", "--hidden-size")
        .doesNotContain("http", "<script");
    assertThat(Files.readAllLines(out.resolve("metrics.jsonl")))
        .allMatch(line -> line.startsWith("{\"epoch\":") && line.endsWith("}"))
        .anyMatch(line -> line.contains("\"perplexity\":"));

    Path model = out.resolve("model.safetensors");
    Cli written = Cli.run("text", "generate", model, "--prompt", "the moon", "--length", 40);
    assertThat(written.code()).as(written.err()).isZero();
    assertThat(written.out()).startsWith("the moon").hasSize(8 + 40 + 1);
    assertThat(Cli.run("text", "generate", model, "--prompt", "the moon", "--length", 40).out())
        .isEqualTo(written.out());
    assertThat(
            Cli.run("text", "generate", model, "--prompt", "the moon", "--length", 40, "--seed", 1)
                .out())
        .isNotEqualTo(written.out());
  }

  @Test
  void aShortTextIsReadMoreOften() {
    Cli trained = Cli.run("text", "train", text, "--output", out, "--max-steps", 1);
    assertThat(trained.code()).as(trained.err()).isZero();
    Matcher epochs =
        Pattern.compile("Epochs: (\\d+) at most, of (\\d+) steps of 32 x 64")
            .matcher(trained.out());
    assertThat(epochs.find()).as(trained.out()).isTrue();
    assertThat(Integer.parseInt(epochs.group(1)))
        .isEqualTo(Math.ceilDiv(1500, Integer.parseInt(epochs.group(2))));
    assertThat(trained.err()).contains("at most 0 s left");
  }

  @Test
  void aModelOfWordsLearnsARule() {
    Cli trained = train("--words", "--layer", "gru", "--layers", "1", "--epochs", "20");
    assertThat(trained.code()).as(trained.err()).isZero();
    Cli written =
        Cli.run(
            "text",
            "generate",
            out.resolve("model.safetensors"),
            "--prompt",
            "the moon is",
            "--temperature",
            0,
            "--length",
            1);
    assertThat(written.out()).isIn("the moon is bright\n", "the moon is dark\n");
  }

  @Test
  void killedAtAnyMomentAndResumedItEndsWithTheSameBytes() throws Exception {
    assertThat(train().code()).isZero();
    Path pieces = base.resolve("pieces");
    var random = new SplittableRandom(3);
    for (int kill = 0; kill < 3; kill++) {
      Process process = trainProcess(pieces, kill > 0).start();
      Path checkpoint = pieces.resolve("checkpoint.safetensors");
      // Not before there is something to go on from, and at some moment after that.
      while (!Files.exists(checkpoint) && process.isAlive()) {
        TimeUnit.MILLISECONDS.sleep(1);
      }
      TimeUnit.MILLISECONDS.sleep(random.nextInt(400));
      process.destroyForcibly().waitFor();
    }
    Cli rest = resume(pieces);
    assertThat(rest.code()).as(rest.err()).isZero();
    assertThat(rest.err()).startsWith("Resuming after step ");
    assertSameModel(pieces);
    assertThat(pieces).isDirectoryNotContaining("glob:**/.*"); // nothing is left aside
    assertThat(Files.readString(pieces.resolve("metrics.jsonl")))
        .isEqualTo(Files.readString(out.resolve("metrics.jsonl")));
  }

  private ProcessBuilder trainProcess(Path folder, boolean resume) {
    var args = new java.util.ArrayList<Object>(List.of("text", "train", text, "--output", folder));
    args.addAll(resume ? List.of("--resume") : SMALL);
    args.addAll(List.of("--checkpoint-every", "0"));
    return Cli.process(args.toArray())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD);
  }

  @Test
  void aRunThatIsOverCanGoOnForMoreEpochs() throws IOException {
    assertThat(train().code()).isZero();
    Path longer = base.resolve("longer");
    assertThat(train(longer, "--epochs", "2").code()).isZero();
    Cli rest = Cli.run("text", "train", text, "--output", longer, "--resume", "--epochs", 3);
    assertThat(rest.code()).as(rest.err()).isZero();
    assertSameModel(longer);
    assertThat(Files.readString(longer.resolve("metrics.jsonl")))
        .isEqualTo(Files.readString(out.resolve("metrics.jsonl")));
  }

  private void assertSameModel(Path folder) throws IOException {
    assertThat(Files.readAllBytes(folder.resolve("model.safetensors")))
        .isEqualTo(Files.readAllBytes(out.resolve("model.safetensors")));
  }

  @Test
  void changedDataAndOptionsAreRefusedAndTheCheckpointStays() throws IOException {
    assertThat(train().code()).isZero();
    byte[] checkpoint = Files.readAllBytes(out.resolve("checkpoint.safetensors"));

    Cli other = Cli.run("text", "train", text, "--output", out, "--resume", "--hidden-size", 9);
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err())
        .isEqualTo(
            "rnn4j text train: --hidden-size is 9, but the run to resume has 8; leave it out, or"
                + " start anew with --restart"
                + System.lineSeparator());

    Files.writeString(text, story(240, 2));
    Cli changed = resume(out);
    assertThat(changed.code()).isEqualTo(2);
    assertThat(changed.err())
        .contains("cannot be resumed: the checkpoint was made with other data: text of ")
        .hasLineCount(1);
    assertThat(Files.readAllBytes(out.resolve("checkpoint.safetensors"))).isEqualTo(checkpoint);
  }

  @Test
  void damagedAndForeignCheckpointsAreRefused() throws IOException {
    assertThat(train().code()).isZero();
    Path checkpoint = out.resolve("checkpoint.safetensors");
    byte[] whole = Files.readAllBytes(checkpoint);
    Files.write(checkpoint, Arrays.copyOf(whole, whole.length - 100));
    Cli cut = resume(out);
    assertThat(cut.code()).isEqualTo(2);
    assertThat(cut.err()).contains("checkpoint.safetensors: ").hasLineCount(1);
    // It might be repaired: a new run does not replace it unasked.
    assertThat(train().err())
        .contains("has a run that was not finished; go on with --resume, or start anew with");
    Files.copy(
        out.resolve("model.safetensors"),
        checkpoint,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(resume(out).err()).contains("is not the checkpoint of a training");
    assertThat(resume(base.resolve("empty")).err())
        .contains("has no checkpoint.safetensors to go on from; leave out --resume to start");
    assertThat(train("--restart").code()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--hidden-size 0|--hidden-size is 0, expected from 1 to 16384",
        "--dropout 1|--dropout is 1.0, expected at least 0 and less than 1",
        "--learning-rate 0|--learning-rate is 0.0, expected more than 0",
        "--validation 0.9|--validation is 0.9, expected more than 0 and at most 0.5",
        "--batch-size 60000|has 4441 characters, expected at least 66670 for 60000 streams; a"
            + " smaller --batch-size needs less",
        "--resume --restart|--resume is given beside --restart, expected one of them",
        "--layer cnn|Invalid value for option '--layer'"
      })
  void wrongOptionsAreOneLine(String args, String message) {
    Cli wrong = train(args.split(" ", -1));
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains(message).hasLineCount(1);
  }

  @Test
  void wrongFilesAreOneLine() throws IOException {
    assertThat(Cli.run("text", "train", base.resolve("none.txt")).err())
        .isEqualTo(
            "rnn4j text train: "
                + base.resolve("none.txt")
                + ": there is no such file"
                + System.lineSeparator());
    assertThat(Cli.run("text", "generate", base).err())
        .isEqualTo(
            "rnn4j text generate: "
                + base
                + ": is a folder, expected a model of rnn4j text"
                + System.lineSeparator());
    Path latin = Files.write(base.resolve("latin.txt"), new byte[] {'c', 'a', 'f', (byte) 0xe9});
    assertThat(Cli.run("text", "train", latin, "--output", out).err())
        .contains("byte 3 begins no character of UTF-8")
        .hasLineCount(1);
    assertThat(Cli.run("text", "generate", latin).err()).contains("latin.txt: ").hasLineCount(1);
    assertThat(Cli.run("text", "generate", text, "--top-p", 0).err())
        .contains("--top-p is 0.0, expected more than 0 and at most 1");
    assertThat(Cli.run("text").err()).contains("expected train or generate");
  }

  @Test
  void aLossThatIsNoNumberIsOneLine() {
    Cli wild = train("--learning-rate", "1e30", "--clip", "1e30", "--layer", "rnn");
    assertThat(wild.code()).isEqualTo(2);
    assertThat(wild.err().lines().toList().getLast())
        .contains("expected a finite number; a lower learning rate or clipping may help");
  }

  @Test
  void everyOptionIsExplained() {
    for (String command : new String[] {"train", "generate"}) {
      Cli help = Cli.run("text", command, "--help");
      assertThat(help.code()).isZero();
      assertThat(help.out()).contains("--seed", "--threads", "default: ");
    }
  }

  private Cli train(String... more) {
    return train(out, more);
  }

  /// Later options win over those of [#SMALL].
  private Cli train(Path folder, String... more) {
    var args = new java.util.ArrayList<Object>(List.of("text", "train", text, "--output", folder));
    List<String> given = List.of(more);
    for (int i = 0; i < SMALL.size(); i += 2) {
      if (!given.contains(SMALL.get(i))) {
        args.addAll(SMALL.subList(i, i + 2));
      }
    }
    args.addAll(given);
    return Cli.run(args.toArray());
  }

  private Cli resume(Path folder) {
    return Cli.run("text", "train", text, "--output", folder, "--resume");
  }

  /// Sentences by a rule.
  private static String story(int sentences, long seed) {
    var random = new SplittableRandom(seed);
    var story = new StringBuilder();
    for (int i = 0; i < sentences; i++) {
      story.append("the ").append(random.nextBoolean() ? "moon" : "sea").append(" is ");
      story.append(random.nextBoolean() ? "bright" : "dark").append(".\n");
    }
    return story.toString();
  }
}
