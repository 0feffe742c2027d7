package rnn4j.cli.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rnn4j.cli.net.CrossEntropy;
import rnn4j.data.StreamBatch;
import rnn4j.tensor.Tensor;
import rnn4j.train.Checkpoint;
import rnn4j.train.Loss;
import rnn4j.train.Objective;

/// The loss of a language model on streams of text. The states go on from piece to piece; the
/// gradient ends at the beginning of each (truncated backpropagation through time).
final class CarriedLoss implements Objective<StreamBatch> {
  private final LanguageModel model;
  private final CrossEntropy crossEntropy = new CrossEntropy();
  private @Nullable List<Tensor> states;

  CarriedLoss(LanguageModel model) {
    this.model = model;
  }

  @Override
  public Loss loss(StreamBatch batch) {
    LanguageModel.Output output = model.forward(batch.input(), batch.first() ? null : states);
    states = output.states().stream().map(Tensor::detach).toList();
    return crossEntropy.loss(output.scores(), batch.target());
  }

  @Override
  public Checkpoint checkpoint() {
    Map<String, Tensor> saved = new LinkedHashMap<>();
    if (states != null) {
      for (int i = 0; i < states.size(); i++) {
        saved.put("state" + i, states.get(i));
      }
    }
    return Checkpoint.ofTensors(saved);
  }

  @Override
  public void resume(Checkpoint checkpoint) {
    List<Tensor> saved = new ArrayList<>();
    for (Tensor next = checkpoint.tensors().get("state0");
        next != null;
        next = checkpoint.tensors().get("state" + saved.size())) {
      saved.add(next);
    }
    states = saved.isEmpty() ? null : saved;
  }
}
