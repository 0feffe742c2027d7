package rnn4j.io.onnx;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rnn4j.cell.Direction;
import rnn4j.io.FileLayer;
import rnn4j.io.LayerRun;
import rnn4j.nn.NamedTensors;
import rnn4j.nn.RecurrentLayer;
import rnn4j.nn.StoredLayer;
import rnn4j.tensor.Gradients;
import rnn4j.tensor.Tensor;

/// A recurrent node as a layer of a file.
///
/// @param name of the layer in the file
record OnnxFileLayer(OnnxLayer layer, String name) implements FileLayer {

  @Override
  public String kind() {
    return layer.options().operator().name();
  }

  @Override
  public Map<String, Object> options() {
    OnnxOptions from = layer.options();
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("input_size", from.inputSize());
    options.put("hidden_size", from.hiddenSize());
    options.put("bidirectional", from.directions().size() == 2);
    if (from.directions().equals(List.of(Direction.BACKWARD))) {
      options.put("direction", "reverse");
    }
    options.put("batch_first", from.batchFirst());
    options.put("bias", from.bias());
    options.put("activations", from.activations().stream().map(OnnxActivation::toString).toList());
    if (!Double.isInfinite(from.clip())) {
      options.put("clip", from.clip());
    }
    switch (from.operator()) {
      case LSTM -> {
        options.put("peepholes", from.peepholes());
        options.put("input_forget", from.inputForget());
      }
      case GRU -> options.put("linear_before_reset", from.linearBeforeReset());
      case RNN -> {}
    }
    options.put("dtype", from.dtype().toString());
    return options;
  }

  @Override
  public List<String> untold() {
    return List.of();
  }

  @Override
  public Optional<StoredLayer> stored() {
    return layer.toPyTorch().map(torch -> stored(name, torch));
  }

  private static StoredLayer stored(String name, RecurrentLayer torch) {
    return new StoredLayer(
        name,
        ExportLayer.of(name, torch).config(),
        false,
        List.of(),
        NamedTensors.of(torch.stateDict()));
  }

  @Override
  public LayerRun run(Tensor input, int[] lengths, Map<String, Tensor> initial) {
    return Gradients.off(() -> {
      boolean batchFirst = layer.options().batchFirst();
      OnnxInput given = OnnxInput.of(turned(input, batchFirst)).withSequenceLens(lengths);
      Tensor h = initial.get("h");
      given = h == null ? given : given.withInitialH(turned(h, batchFirst));
      Tensor c = initial.get("c");
      given = c == null ? given : given.withInitialC(turned(c, batchFirst));
      OnnxOutput out = layer.forward(given);
      // (batch, seqLen, directions, size) or (seqLen, directions, batch, size)
      Tensor y = batchFirst ? out.y().transpose(0, 1) : out.y().transpose(1, 2);
      Map<String, Tensor> states = new LinkedHashMap<>();
      states.put("h", turned(out.yH(), batchFirst));
      if (out.yC() != null) {
        states.put("c", turned(out.yC(), batchFirst));
      }
      return new LayerRun(y.reshape(y.size(0), y.size(1), -1), states);
    });
  }

  private static Tensor turned(Tensor tensor, boolean batchFirst) {
    return batchFirst ? tensor.transpose(0, 1) : tensor;
  }

  @Override
  public String toString() {
    return layer.options().toString();
  }
}
