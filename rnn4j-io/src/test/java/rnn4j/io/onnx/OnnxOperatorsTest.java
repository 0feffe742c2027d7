package rnn4j.io.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rnn4j.tensor.DType;
import rnn4j.tensor.Tensor;

/// Oracle: ONNX Runtime's outputs for recurrent nodes with random options, see
/// `tools/golden/onnx_models.py`.
final class OnnxOperatorsTest {

  /// The largest difference measured, relative to the numbers where they are more than 1, was
  /// 8.9e-7.
  private static final double TOLERANCE = 2e-6;

  private static final Map<String, byte[]> CASES = cases();

  private static Map<String, byte[]> cases() {
    try {
      return OnnxModels.entries("operators.zip");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<String> names() {
    return CASES.keySet().stream().filter(name -> name.endsWith(".onnx"));
  }

  @ParameterizedTest
  @MethodSource("names")
  void outputsAreThoseOfOnnxRuntime(String name) throws IOException {
    Map<String, Tensor> tensors =
        OnnxModels.tensors(
            Objects.requireNonNull(CASES.get(name.replace(".onnx", ".safetensors"))));
    try (OnnxFile file = OnnxModels.open(Objects.requireNonNull(CASES.get(name)))) {
      OnnxLayer layer = file.layer(file.nodes().getFirst().name());
      OnnxOutput out = layer.forward(input(layer.options(), tensors));
      assertClose(out.y(), tensors, "Y", layer);
      assertClose(out.yH(), tensors, "Y_h", layer);
      if (out.yC() != null) {
        assertClose(out.yC(), tensors, "Y_c", layer);
      }
      assertThat(out.yC() != null).isEqualTo(tensors.containsKey("Y_c"));
    }
  }

  private static OnnxInput input(OnnxOptions options, Map<String, Tensor> tensors) {
    DType dtype = options.dtype();
    OnnxInput input = OnnxInput.of(Objects.requireNonNull(tensors.get("X")).to(dtype));
    Tensor lengths = tensors.get("sequence_lens");
    if (lengths != null) {
      int[] values = new int[lengths.numel()];
      for (int i = 0; i < values.length; i++) {
        values[i] = (int) lengths.get(i);
      }
      input = input.withSequenceLens(values);
    }
    Tensor h = tensors.get("initial_h");
    input = h == null ? input : input.withInitialH(h.to(dtype));
    Tensor c = tensors.get("initial_c");
    return c == null ? input : input.withInitialC(c.to(dtype));
  }

  private static void assertClose(
      Tensor actual, Map<String, Tensor> tensors, String name, OnnxLayer layer) {
    Tensor expected = Objects.requireNonNull(tensors.get(name));
    assertThat(actual.shape()).as(name).isEqualTo(expected.shape());
    double[] a = actual.to(DType.FLOAT64).toDoubleArray();
    double[] e = expected.to(DType.FLOAT64).toDoubleArray();
    double worst = 0;
    for (int i = 0; i < a.length; i++) {
      worst = Math.max(worst, Math.abs(a[i] - e[i]) / Math.max(1, Math.abs(e[i])));
    }
    assertThat(worst).as("%s of %s", name, layer).isLessThan(TOLERANCE);
  }
}
