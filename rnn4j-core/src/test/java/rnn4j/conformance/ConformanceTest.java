package rnn4j.conformance;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// Oracle: what other libraries' own tests expect, as far as an LSTM of ours is the same function.
/// Where the recorded suites are not found, there is nothing to run.
final class ConformanceTest {

  /// How one library's cases are read and run.
  interface Suite {
    /// Returns whether a layer of ours can be the same function.
    boolean isExpressible(JsonNode test);

    /// Runs a case and compares.
    void run(JsonNode test);
  }

  @TestFactory
  Stream<DynamicNode> keras() {
    return tests("keras3-rnn-lstm_test", new KerasSuite());
  }

  @TestFactory
  Stream<DynamicNode> liteRt() {
    return tests("litert-lstm-lstm_test", new LiteRtSuite());
  }

  @TestFactory
  Stream<DynamicNode> onnxRuntime() {
    return tests("onnxruntime-rnn-ops-deep_cpu_lstm_op_test", new OnnxRuntimeSuite());
  }

  @TestFactory
  Stream<DynamicNode> tensorFlowJs() {
    return tests("tfjs-bptt-bptt", new TensorFlowJsSuite());
  }

  private static Stream<DynamicNode> tests(String name, Suite suite) {
    return Suites.read(name).stream()
        .map(json -> {
          List<JsonNode> all = json.path("cases").valueStream().toList();
          List<JsonNode> ours = all.stream().filter(suite::isExpressible).toList();
          return DynamicContainer.dynamicContainer(
              "%s: %d of %d cases".formatted(name, ours.size(), all.size()),
              IntStream.range(0, ours.size())
                  .mapToObj(i ->
                      DynamicTest.dynamicTest(
                          i + " " + ours.get(i).path("test").stringValue(),
                          () -> suite.run(ours.get(i)))));
        });
  }
}
