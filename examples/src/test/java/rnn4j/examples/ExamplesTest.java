package rnn4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rnn4j.io.Safetensors;
import rnn4j.nn.Lstm;
import rnn4j.nn.LstmConfig;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.Tensor;

/// Every example runs and does what it says.
final class ExamplesTest {
  @TempDir private Path folder;

  private interface Program {
    void run() throws Exception;
  }

  @Test
  void streamsGiveWhatTheSequenceWould() throws Exception {
    assertThat(printed(() -> StreamEvents.main(new String[0]))).contains("the same bits: true");
  }

  @Test
  void aCellOfOnesOwnLearnsToAdd() throws Exception {
    String last = printed(() -> WriteCell.main(new String[] {"400"})).strip();
    assertThat(Double.parseDouble(last.substring(last.lastIndexOf(' ') + 1))).isLessThan(0.02);
  }

  @Test
  void theTaggerTellsVerbsFromNounsAndGoesOn() throws Exception {
    String[] file = {folder.resolve("checkpoint.safetensors").toString()};
    String first = printed(() -> TrainTagger.main(file));
    String tagged =
        "the/DET dog/NOUN wants/VERB to/TO walk/VERB the/DET watch/NOUN to/TO watch/VERB a/DET walk/NOUN";
    assertThat(first).contains("epoch 5: ").contains(tagged);
    assertThat(printed(() -> TrainTagger.main(file)))
        .contains("going on after epoch 5")
        .contains(tagged);
  }

  @Test
  void theTextbooksNetworkLearnsAVerse() throws Exception {
    assertThat(printed(() -> DeepRnnLanguageModel.main(new String[] {"30"})))
        .contains("the time traveller for so it wil");
  }

  @Test
  void aModelOfPyTorchIsServed() throws Exception {
    LstmConfig config = LstmConfig.of(2, 3).withNumLayers(2);
    var trained = new Lstm(config, TorchRandom.seed(5)); // what torch.manual_seed(5) makes
    Path file = folder.resolve("lstm.safetensors");
    Safetensors.write(file, trained.stateDict());
    HttpServer server = ServePyTorchModel.serve(ServePyTorchModel.load(file, config), 0);
    try {
      Tensor sequence = Tensor.of(new float[] {1, 0.5f, -2, 0.25f}, 2, 2);
      float[] expected = trained.forward(sequence).output().select(0, 1).toFloatArray();
      Answer answer = post(server, "1,0.5\n-2,0.25\n");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(List.of(answer.body().split(",")).stream().map(Float::parseFloat).toList())
          .containsExactly(expected[0], expected[1], expected[2]);
      assertThat(post(server, "1,2,3").status()).isEqualTo(400);
      assertThat(post(server, "1,2\n3").body()).isEqualTo("line 2 has 1 numbers, expected 2");
    } finally {
      server.stop(0);
    }
  }

  private record Answer(int status, String body) {}

  private static Answer post(HttpServer server, String body) throws IOException {
    URI uri = URI.create("http://localhost:" + server.getAddress().getPort() + "/");
    var connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setDoOutput(true);
    connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
    int status = connection.getResponseCode();
    try (InputStream in =
        status == 200 ? connection.getInputStream() : connection.getErrorStream()) {
      return new Answer(status, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static String printed(Program program) throws Exception {
    PrintStream before = System.out;
    var bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      program.run();
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
