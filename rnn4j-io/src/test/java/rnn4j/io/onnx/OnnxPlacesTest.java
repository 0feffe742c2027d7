package rnn4j.io.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import rnn4j.io.WeightFormatException;
import rnn4j.tensor.Tensor;

/// Oracle: the weights that a model was made with, and what ONNX Runtime computes with it, see
/// `places` in `tools/golden/onnx_models.py`.
final class OnnxPlacesTest {
  private final Map<String, Tensor> tensors = tensors();
  private final OnnxFile file = open();

  private static Map<String, Tensor> tensors() {
    try {
      return OnnxModels.tensors(OnnxModels.resource("places.safetensors"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static OnnxFile open() {
    try {
      return OnnxModels.open(OnnxModels.resource("places.onnx"));
    } catch (WeightFormatException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void nodesAreFoundWhereverTheyStand() {
    var expected = new TreeSet<String>();
    tensors.keySet().stream()
        .filter(name -> name.startsWith("weights:"))
        .forEach(name -> expected.add(name.substring("weights:".length(), name.lastIndexOf('.'))));
    expected.add("computed");
    assertThat(file.nodes())
        .extracting(OnnxNode::path)
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(file.metadata()).containsEntry("producer_name", "rnn4j");
  }

  @Test
  void aNodeWithAnotherOfItsNameIsCalledByItsPath() {
    assertThat(file.nodes())
        .extracting(OnnxNode::name)
        .contains(
            "sliced",
            "outside.then_branch/choice.then_branch/deep",
            "outside.then_branch/choice.else_branch/deep",
            "first/inner_call/gru",
            "second/inner_call/gru");
  }

  @Test
  void weightsAreThoseStored() throws IOException {
    for (OnnxNode node : file.nodes()) {
      if (!node.name().equals("computed")) {
        OnnxLayer layer = file.layer(node.name());
        assertSame(operators(layer, "weight_ih"), node.path() + ".W");
        assertSame(operators(layer, "weight_hh"), node.path() + ".R");
        assertThat(layer.options().bias())
            .isEqualTo(tensors.containsKey("weights:" + node.path() + ".B"));
        if (layer.options().bias()) {
          assertSame(
              Tensor.concat(1, List.of(operators(layer, "bias_ih"), operators(layer, "bias_hh"))),
              node.path() + ".B");
        }
      }
    }
  }

  /// Returns a parameter of a forward layer as the operator has it.
  private static Tensor operators(OnnxLayer layer, String parameter) {
    OnnxOptions options = layer.options();
    List<Tensor> gates =
        layer.parameter("forward." + parameter + "_l0").chunk(options.operator().gates(), 0);
    int[] order = OnnxWeights.order(options);
    Tensor[] ordered = new Tensor[order.length];
    for (int g = 0; g < order.length; g++) {
      ordered[order[g]] = gates.get(g);
    }
    return Tensor.concat(0, List.of(ordered)).unsqueeze(0);
  }

  private void assertSame(Tensor actual, String name) {
    Tensor expected = Objects.requireNonNull(tensors.get("weights:" + name), name);
    assertThat(actual.shape()).as(name).isEqualTo(expected.shape());
    assertThat(actual.toFloatArray()).as(name).containsExactly(expected.toFloatArray());
  }

  @Test
  void layersComputeWhatTheModelDoes() throws IOException {
    var names = new LinkedHashMap<String, String>();
    file.nodes().forEach(node -> names.put(node.name() + "_Y", node.name()));
    names.put("nested_Y", "outside.then_branch/choice.then_branch/deep");
    names.put("first_Y", "first/inner_call/gru");
    names.put("second_Y", "second/inner_call/gru");
    names.remove("computed_Y");
    Tensor x = Objects.requireNonNull(tensors.get("X"));
    int compared = 0;
    for (Map.Entry<String, String> entry : names.entrySet()) {
      Tensor expected = tensors.get("Y:" + entry.getKey());
      if (expected != null) {
        Tensor y = file.layer(entry.getValue()).forward(x).y();
        assertThat(y.toFloatArray())
            .as(entry.getKey())
            .containsExactly(expected.toFloatArray(), within(1e-6f));
        compared++;
      }
    }
    assertThat(compared).isEqualTo(13);
  }

  @Test
  void aWeightThatTheModelComputesIsRefused() {
    assertThatThrownBy(() -> file.layer("computed"))
        .isInstanceOf(WeightFormatException.class)
        .hasMessage(
            "Onnx.read: m.onnx: node \"computed\" (LSTM): input W is \"computed_W\", which the model computes, expected a constant");
  }

  @Test
  void aNodeThatIsNotThereIsNamedWithThoseThatAre() {
    assertThatThrownBy(() -> file.layer("LSTM_0"))
        .isInstanceOf(WeightFormatException.class)
        .hasMessageStartingWith(
            "Onnx.read: m.onnx: has no recurrent node \"LSTM_0\", expected one of \"sliced\", \"float_raw\",");
  }
}
