package rnn4j.conformance;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// Oracle: what other libraries' own tests expect. Where the recorded suites are not found, there
/// is nothing to run.
final class ConformanceTest {

  /// How one library's cases are read and run.
  interface Suite {
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
          List<JsonNode> cases = json.path("cases").valueStream().toList();
          return DynamicContainer.dynamicContainer(
              name,
              IntStream.range(0, cases.size())
                  .mapToObj(i ->
                      DynamicTest.dynamicTest(
                          i + " " + cases.get(i).path("test").stringValue(),
                          () -> suite.run(cases.get(i)))));
        });
  }
}
