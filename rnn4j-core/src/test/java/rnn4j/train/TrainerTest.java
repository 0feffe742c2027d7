package rnn4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import rnn4j.data.Batches;
import rnn4j.data.Prefetch;
import rnn4j.data.StreamBatch;
import rnn4j.data.StreamBatches;
import rnn4j.data.Tokens;
import rnn4j.nn.CrossEntropyConfig;
import rnn4j.nn.CrossEntropyLoss;
import rnn4j.nn.Dropout;
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
import rnn4j.optim.CosineAnnealingLr;
import rnn4j.optim.Goal;
import rnn4j.optim.LrScheduler;
import rnn4j.optim.ReduceLrOnPlateau;
import rnn4j.optim.ReduceLrOnPlateauConfig;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.Tensor;

/// Oracle: an interrupted training ends with the bits of one left alone.
final class TrainerTest {
  private static final int SYMBOLS = 7;

  /// A language model small enough to be trained in a blink, with all that has a state: dropout, a
  /// carried state, an optimiser, a schedule, a plateau.
  private static final class Setting {
    final TorchRandom random = TorchRandom.seed(5);
    final Net net = new Net(random);
    final Trainer<StreamBatch> trainer;
    final List<String> told = new ArrayList<>();

    Setting(TrainerConfig config) {
      this(config, batches());
    }

    Setting(TrainerConfig config, Batches<StreamBatch> batches) {
      var optimizer = new Adam(net.parameters(), AdamConfig.of().withLr(0.05));
      trainer = new Trainer<>(net, optimizer, new CarriedLoss(net), batches, config);
      trainer.setScheduler(new LrScheduler(optimizer, CosineAnnealingLr.of(20)));
      trainer.setPlateau(
          new ReduceLrOnPlateau(optimizer, ReduceLrOnPlateauConfig.of().withPatience(0)));
      trainer.setEvaluator(
          Evaluator.ofLoss(net, new CarriedLoss(net), new StreamBatches(tokens(40, 100), 1, 8)));
      trainer.addRandom("dropout", random);
      trainer.addListener(
          new TrainingListener() {
            @Override
            public void step(TrainingStep step) {
              told.add(step.toString());
            }

            @Override
            public void evaluated(Evaluated evaluated) {
              told.add(evaluated.toString());
            }

            @Override
            public void epoch(TrainingEpoch epoch) {
              told.add(epoch.toString());
            }
          });
    }
  }

  private static final class Net extends Module {
    private final Embedding embedding;
    private final Lstm lstm;
    private final Dropout dropout;
    private final Linear linear;

    Net(TorchRandom random) {
      embedding = register("embedding", new Embedding(SYMBOLS, 3, random));
      lstm = register("lstm", new Lstm(LstmConfig.of(3, 4), random));
      dropout = register("dropout", new Dropout(0.2, random));
      linear = register("linear", new Linear(4, SYMBOLS, random));
    }
  }

  private static final class CarriedLoss implements Objective<StreamBatch> {
    private final Net net;
    private final CrossEntropyLoss loss =
        new CrossEntropyLoss(CrossEntropyConfig.of().withReduction(Reduction.SUM));
    private @Nullable LstmState state;

    CarriedLoss(Net net) {
      this.net = net;
    }

    @Override
    public Loss loss(StreamBatch batch) {
      Tensor x = net.embedding.forward(batch.input());
      LstmState before = state;
      LstmOutput out =
          batch.first() || before == null ? net.lstm.forward(x) : net.lstm.forward(x, before);
      state = new LstmState(out.state().h().detach(), out.state().c().detach());
      Tensor scores = net.linear.forward(net.dropout.forward(out.output()));
      var targets = rnn4j.tensor.Indices.of(batch.target().toArray());
      return new Loss(loss.forward(scores.reshape(-1, SYMBOLS), targets), targets.numel());
    }

    @Override
    public Checkpoint checkpoint() {
      return state == null
          ? Checkpoint.EMPTY
          : Checkpoint.ofTensors(Map.of("h", state.h(), "c", state.c()));
    }

    @Override
    public void resume(Checkpoint checkpoint) {
      Map<String, Tensor> saved = checkpoint.tensors();
      Tensor h = saved.get("h");
      Tensor c = saved.get("c");
      state = h == null || c == null ? null : new LstmState(h, c);
    }
  }

  private static Tokens tokens(int from, int to) {
    return Tokens.of(IntStream.range(from, to).map(i -> i * i % SYMBOLS).toArray());
  }

  private static Batches<StreamBatch> batches() {
    return Prefetch.of(new StreamBatches(tokens(0, 60), 3, 4)); // 19 steps: 5 batches
  }

  private static final TrainerConfig CONFIG =
      TrainerConfig.ofEpochs(4).withClipNorm(0.5).withClipValue(0.4);

  @Test
  void resumedAtAnyStepItEndsInTheSameBits() {
    for (TrainerConfig config :
        List.of(
            CONFIG,
            CONFIG.withEvaluateEvery(3).withScheduleByEpoch(true),
            CONFIG.withSteps(13).withKeepBest(false).withEvaluateFirst(true))) {
      var whole = new Setting(config);
      var checkpoints = new ArrayList<Checkpoint>();
      checkpoints.add(copy(whole.trainer.checkpoint()));
      whole.trainer.addListener(
          new TrainingListener() {
            @Override
            public void step(TrainingStep step) {
              checkpoints.add(copy(whole.trainer.checkpoint()));
            }

            @Override
            public void epoch(TrainingEpoch epoch) {
              checkpoints.add(copy(whole.trainer.checkpoint()));
            }
          });
      whole.trainer.run();
      assertThat(checkpoints).hasSizeGreaterThan(13);
      for (Checkpoint checkpoint : checkpoints) {
        var rest = new Setting(config);
        rest.trainer.resume(checkpoint);
        rest.trainer.run();
        assertThat(bits(rest.net)).isEqualTo(bits(whole.net));
        assertThat(whole.told).endsWith(rest.told.toArray(String[]::new));
        assertThat(rest.trainer.best()).isEqualTo(whole.trainer.best());
        assertThat(rest.trainer.bestStep()).isEqualTo(whole.trainer.bestStep());
      }
    }
  }

  @Test
  void stoppedAndRunAgainItEndsInTheSameBits() {
    var whole = new Setting(CONFIG);
    whole.trainer.run();
    var pieces = new Setting(CONFIG);
    pieces.trainer.addListener(
        new TrainingListener() {
          @Override
          public void step(TrainingStep step) {
            pieces.trainer.stop();
          }
        });
    int runs = 0;
    while (!pieces.trainer.isFinished()) {
      pieces.trainer.run();
      runs++;
    }
    assertThat(runs).isGreaterThan(10);
    assertThat(bits(pieces.net)).isEqualTo(bits(whole.net));
  }

  @Test
  void stoppedBeforeItBeginsItDoesNothing() {
    var setting = new Setting(CONFIG);
    setting.trainer.stop();
    setting.trainer.run();
    assertThat(setting.trainer.steps()).isZero();
    setting.trainer.run();
    assertThat(setting.trainer.isFinished()).isTrue();
  }

  @Test
  void theBestParametersAreKeptAndPatienceEnds() {
    var setting = new Setting(TrainerConfig.ofEpochs(100).withPatience(2));
    var losses = new ArrayList<Double>();
    var kept = new ArrayList<String>();
    setting.trainer.addListener(
        new TrainingListener() {
          @Override
          public void evaluated(Evaluated evaluated) {
            losses.add(evaluated.evaluation().loss());
            kept.add(bits(setting.net));
          }
        });
    setting.trainer.run();
    int best = (int) setting.trainer.bestEpoch() - 1;
    assertThat(losses.get(best)).isEqualTo(losses.stream().min(Double::compare).orElseThrow());
    assertThat(losses).hasSize(best + 1 + 2);
    assertThat(bits(setting.net)).isEqualTo(kept.get(best));
    assertThat(setting.net.isTraining()).isFalse();
    assertThat(setting.trainer.epochs()).isEqualTo(losses.size());
  }

  @Test
  void anotherNumberCanSayWhichIsBest() {
    var setting = new Setting(CONFIG.withMonitor("growing", Goal.MAX));
    int[] count = {0};
    setting.trainer.setEvaluator(() -> Evaluation.of(-7).with("growing", count[0]++));
    setting.trainer.run();
    assertThat(setting.trainer.bestEpoch()).isEqualTo(4);
    assertThat(setting.trainer.best()).isEqualTo(3);
  }

  @Test
  void otherDataAreRefused() {
    var setting = new Setting(CONFIG);
    Checkpoint checkpoint = setting.trainer.checkpoint();
    var other = new Setting(CONFIG, new StreamBatches(tokens(0, 61), 3, 4));
    assertThatThrownBy(() -> other.trainer.resume(checkpoint))
        .hasMessageStartingWith(
            "Trainer.resume: the checkpoint was made with other data: 60 tokens");
    assertThatThrownBy(() -> setting.trainer.resume(Checkpoint.EMPTY))
        .hasMessage("Checkpoint: no text \"fingerprint\", expected the checkpoint of a training");
  }

  @Test
  void aLossThatIsNoNumberEndsTheTraining() {
    var net = new Net(TorchRandom.seed(1));
    var optimizer = new Adam(net.parameters(), AdamConfig.of());
    var trainer =
        new Trainer<>(
            net,
            optimizer,
            _ -> new Loss(net.linear.weight().sum().times(Double.NaN), 1),
            batches(),
            CONFIG);
    String before = bits(net);
    assertThatThrownBy(trainer::run)
        .isInstanceOf(DivergedException.class)
        .hasMessageStartingWith("Trainer: the loss of step 1 is NaN, expected a finite number");
    assertThat(bits(net)).isEqualTo(before);
  }

  private static Checkpoint copy(Checkpoint checkpoint) {
    var tensors = new LinkedHashMap<String, Tensor>();
    checkpoint.tensors().forEach((name, tensor) -> tensors.put(name, tensor.copy()));
    return new Checkpoint(tensors, checkpoint.texts());
  }

  private static String bits(Module module) {
    var text = new StringBuilder();
    module
        .stateDict()
        .forEach((name, tensor) -> {
          text.append(name);
          for (float value : tensor.toFloatArray()) {
            text.append(' ').append(Float.floatToRawIntBits(value));
          }
        });
    return text.toString();
  }
}
