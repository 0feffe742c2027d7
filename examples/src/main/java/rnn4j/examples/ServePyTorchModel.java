package rnn4j.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import rnn4j.io.ModelFile;
import rnn4j.io.ModelFiles;
import rnn4j.nn.CellOutput;
import rnn4j.nn.FrozenLayer;
import rnn4j.nn.Lstm;
import rnn4j.nn.LstmConfig;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.Tensor;

/// Serves a model that was trained in PyTorch. There it was saved by one of
///
/// ```
/// torch.save(lstm.state_dict(), "lstm.pt")
/// safetensors.torch.save_file(lstm.state_dict(), "lstm.safetensors")
/// ```
///
/// A request is a sequence, one step in each line, the numbers with commas; the answer is the last
/// output. Any number of requests run at once, on virtual threads; they share one frozen layer.
public final class ServePyTorchModel {
  private ServePyTorchModel() {}

  /// Loads `nn.LSTM(input_size, hidden_size, num_layers)` from a file.
  public static FrozenLayer load(Path file, LstmConfig config) throws IOException {
    var lstm = new Lstm(config, TorchRandom.seed(0)); // its weights are replaced
    try (ModelFile model = ModelFiles.open(file)) {
      lstm.loadStateDict(model.stateDict());
    }
    return lstm.freeze();
  }

  /// Starts a server on this machine.
  ///
  /// @param port 0 for any that is free
  public static HttpServer serve(FrozenLayer layer, int port) throws IOException {
    var server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", exchange -> answer(exchange, layer));
    server.start();
    return server;
  }

  private static void answer(HttpExchange exchange, FrozenLayer layer) throws IOException {
    String request =
        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8).strip();
    int status = 200;
    String answer;
    try {
      CellOutput output = layer.forward(sequence(request));
      answer =
          Arrays.stream(output.output().select(0, -1).toDoubleArray())
              .mapToObj(value -> Float.toString((float) value))
              .collect(Collectors.joining(","));
    } catch (IllegalArgumentException e) { // no number, or shapes that do not fit
      status = 400;
      answer = String.valueOf(e.getMessage());
    }
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    try (var body = exchange.getResponseBody()) {
      body.write(bytes);
    }
  }

  /// Returns the steps of a request, (seqLen, inputSize).
  private static Tensor sequence(String request) {
    float[][] steps =
        request
            .lines()
            .map(line -> {
              String[] numbers = line.split(",", -1);
              float[] step = new float[numbers.length];
              for (int k = 0; k < step.length; k++) {
                step[k] = Float.parseFloat(numbers[k].strip());
              }
              return step;
            })
            .toArray(float[][]::new);
    int width = steps.length == 0 ? 0 : steps[0].length;
    float[] all = new float[steps.length * width];
    for (int t = 0; t < steps.length; t++) {
      if (steps[t].length != width) {
        throw new IllegalArgumentException(
            "line %d has %d numbers, expected %d".formatted(t + 1, steps[t].length, width));
      }
      System.arraycopy(steps[t], 0, all, t * width, width);
    }
    return Tensor.of(all, steps.length, width);
  }

  /// Loads and serves.
  ///
  /// @param args file, input size, hidden size, number of layers, port
  public static void main(String[] args) throws IOException {
    LstmConfig config =
        LstmConfig.of(Integer.parseInt(args[1]), Integer.parseInt(args[2]))
            .withNumLayers(Integer.parseInt(args[3]));
    HttpServer server = serve(load(Path.of(args[0]), config), Integer.parseInt(args[4]));
    System.out.println("Listening at http:/" + server.getAddress());
  }
}
