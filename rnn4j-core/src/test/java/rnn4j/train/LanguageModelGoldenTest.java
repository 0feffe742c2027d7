package rnn4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import rnn4j.data.Prefetch;
import rnn4j.data.StreamBatch;
import rnn4j.data.StreamBatches;
import rnn4j.data.Tokens;
import rnn4j.golden.GoldenAssert;
import rnn4j.golden.GoldenCase;
import rnn4j.golden.GoldenFile;
import rnn4j.nn.CrossEntropyConfig;
import rnn4j.nn.CrossEntropyLoss;
import rnn4j.nn.Embedding;
import rnn4j.nn.Linear;
import rnn4j.nn.Lstm;
import rnn4j.nn.LstmConfig;
import rnn4j.nn.LstmOutput;
import rnn4j.nn.LstmState;
import rnn4j.nn.Module;
import rnn4j.nn.Reduction;
import rnn4j.optim.Adam;
import rnn4j.optim.AdamConfig;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.Indices;
import rnn4j.tensor.Tensor;

/// Oracle: PyTorch 2.13, two hundred steps of a language model, dropout included.
final class LanguageModelGoldenTest {
  private static final GoldenCase GOLDEN = GoldenFile.read("language_model").getFirst();
  private static final int SYMBOLS = GOLDEN.integer("symbols");

  private static final class Net extends Module {
    private final Embedding embedding;
    private final Lstm lstm;
    private final Linear linear;
    private @Nullable LstmState state;

    Net(TorchRandom random) {
      int hiddenSize = GOLDEN.integer("hidden_size");
      int width = GOLDEN.integer("embedding");
      embedding = register("embedding", new Embedding(SYMBOLS, width, random));
      lstm =
          register(
              "lstm",
              new Lstm(
                  LstmConfig.of(width, hiddenSize)
                      .withNumLayers(GOLDEN.integer("num_layers"))
                      .withDropout(GOLDEN.number("dropout")),
                  random));
      linear = register("linear", new Linear(hiddenSize, SYMBOLS, random));
    }

    Tensor forward(StreamBatch batch) {
      Tensor x = embedding.forward(batch.input());
      LstmState before = batch.first() ? null : state;
      LstmOutput out = before == null ? lstm.forward(x) : lstm.forward(x, before);
      state = new LstmState(out.state().h().detach(), out.state().c().detach());
      return linear.forward(out.output()).reshape(-1, SYMBOLS);
    }
  }

  @Test
  void everyLossIsPyTorchs() {
    var net = new Net(TorchRandom.seed(GOLDEN.integer64("seed")));
    assertThat(GoldenAssert.hash(net.parameters())).isEqualTo(GOLDEN.text("parameters"));
    var crossEntropy = new CrossEntropyLoss(CrossEntropyConfig.of().withReduction(Reduction.SUM));
    Objective<StreamBatch> objective =
        batch -> {
          Indices target = Indices.of(batch.target().toArray());
          return new Loss(crossEntropy.forward(net.forward(batch), target), target.numel());
        };
    Tokens tokens = Tokens.of(GOLDEN.tensor("tokens").indices().toArray());
    var trainer =
        new Trainer<>(
            net,
            new Adam(net.parameters(), AdamConfig.of().withLr(GOLDEN.number("lr"))),
            objective,
            Prefetch.of(
                new StreamBatches(tokens, GOLDEN.integer("batch"), GOLDEN.integer("seq_len"))),
            TrainerConfig.ofSteps(GOLDEN.integer("steps")).withClipNorm(GOLDEN.number("max_norm")));
    List<Double> losses = new ArrayList<>();
    trainer.addListener(
        new TrainingListener() {
          @Override
          public void step(TrainingStep step) {
            losses.add(step.loss());
          }
        });
    trainer.run();
    double[] expected = GOLDEN.tensor("losses").doubles();
    assertThat(losses).hasSize(expected.length);
    double worst = 0;
    for (int i = 0; i < expected.length; i++) {
      worst = Math.max(worst, Math.abs(losses.get(i) / expected[i] - 1));
    }
    assertThat(worst).isCloseTo(0, within(1e-6)); // measured: 2.2e-7
    assertThat(expected[expected.length - 1]).isLessThan(expected[0] - 0.3); // it learns
  }
}
