package rnn4j.nn;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rnn4j.nn.SameBits.assertAllSame;
import static rnn4j.nn.SameBits.assertSame;

import java.io.BufferedReader;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import rnn4j.cell.LstmEquations;
import rnn4j.nn.RandomLayer.Kind;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.DType;
import rnn4j.tensor.Tensor;
import rnn4j.tensor.Threads;
import rnn4j.threads.ShareAllWork;

/// Oracle: the layer that was frozen, to the last bit.
@ExtendWith(ShareAllWork.class)
final class FrozenLayerTest {
  private final Lstm lstm = new Lstm(LstmConfig.of(3, 5), TorchRandom.seed(0));
  private final FrozenLayer frozen = lstm.freeze();

  static Stream<Arguments> cases() {
    return RandomLayer.kindsAndSeeds(4);
  }

  // ---- Whole sequences

  @ParameterizedTest
  @MethodSource("cases")
  void sequencesGiveTheLayersBits(Kind kind, int seed) {
    RandomLayer random = RandomLayer.draw(kind, seed);
    FrozenLayer frozen = random.layer().freeze();
    random.layer().eval();
    Tensor input = random.input(7, 4);
    int[] lengths = random.lengths(7, 4, 0);
    SequenceRunner.Run whole = random.layer().run(input, null);
    SequenceRunner.Run ofLengths = random.layer().run(input, lengths, null);
    assertSame(frozen.forward(input).output(), whole.output());
    assertAllSame(List.copyOf(frozen.forward(input).states().values()), whole.finalStates());
    assertSame(frozen.forward(input, lengths).output(), ofLengths.output());
    assertThat(frozen.forward(input).output().requiresGrad()).isFalse();
  }

  /// Single steps run in memory that is kept for the next.
  @ParameterizedTest
  @MethodSource("cases")
  void callsOfOneStepDoNotDisturbEachOther(Kind kind, int seed) {
    RandomLayer random = RandomLayer.draw(kind, seed);
    FrozenLayer frozen = random.layer().freeze();
    random.layer().eval();
    List<SequenceRunner.Run> expected = new ArrayList<>();
    List<CellOutput> found = new ArrayList<>();
    for (int batch : new int[] {3, 1, 20, 3, 70, 2}) {
      Tensor input = random.input(1, batch);
      List<Tensor> states = random.states(batch);
      expected.add(random.layer().run(input, states));
      List<String> names = List.copyOf(frozen.forward(input).states().keySet());
      found.add(frozen.forward(input, NamedStates.of(names, states)));
    }
    for (int i = 0; i < found.size(); i++) {
      assertSame(found.get(i).output(), expected.get(i).output());
      assertAllSame(List.copyOf(found.get(i).states().values()), expected.get(i).finalStates());
    }
  }

  @Test
  void laterChangesOfTheWeightsDoNotMatter() {
    Tensor input = Tensor.ones(4, 2, 3);
    Tensor before = frozen.forward(input).output();
    lstm.parameters().forEach(weights -> weights.set(weights.times(2).detach()));
    assertSame(frozen.forward(input).output(), before);
    assertThat(lstm.freeze().forward(input).output().toFloatArray())
        .isNotEqualTo(before.toFloatArray());
  }

  @Test
  void packedSequencesAndInitialStatesAreTakenToo() {
    Tensor input = Tensor.ones(4, 2, 3);
    LstmState state = new LstmState(Tensor.ones(1, 2, 5), Tensor.ones(1, 2, 5));
    PackedSequence packed = Sequences.packPaddedSequence(input, new int[] {4, 2});
    assertSame(frozen.forward(packed).output().data(), lstm.forward(packed).output().data());
    var states = Map.of("h", state.h(), "c", state.c());
    assertSame(frozen.forward(input, states).output(), lstm.forward(input, state).output());
    assertSame(
        frozen.forward(input, new int[] {1, 3}, states).output(),
        lstm.forward(input, new int[] {1, 3}, state).output());
  }

  // ---- Streams

  @ParameterizedTest
  @MethodSource("cases")
  void stepsGiveTheBitsOfTheSequence(Kind kind, int seed) {
    RandomLayer random = RandomLayer.drawForward(kind, seed);
    FrozenLayer frozen = random.layer().freeze();
    Tensor input = random.input(9, 1);
    Tensor whole = frozen.forward(input).output();
    StreamState stream = frozen.newStream();
    for (int t = 0; t < 9; t++) {
      assertSame(step(frozen, input.select(0, t), List.of(stream)), whole.select(0, t));
      if (t == 4) {
        stream = frozen.streamOf(stream.toBytes());
      }
    }
    CellOutput last = frozen.forward(input);
    for (String name : last.states().keySet()) {
      for (int layer = 0; layer < random.options().numLayers(); layer++) {
        assertSame(
            stream.state(layer, name), last.states().get(name).select(0, layer).select(0, 0));
      }
    }
  }

  /// Steps streams, one alone through the method for one.
  private static Tensor step(FrozenLayer frozen, Tensor input, List<StreamState> streams) {
    int count = streams.size();
    int size = frozen.outputSize();
    if (frozen.dtype() == DType.FLOAT64) {
      double[] output = new double[count * size];
      if (count == 1) {
        frozen.step(input.toDoubleArray(), streams.getFirst(), output);
      } else {
        frozen.step(streams, input.toDoubleArray(), output);
      }
      return Tensor.of(output, count, size);
    }
    float[] output = new float[count * size];
    if (count == 1) {
      frozen.step(input.toFloatArray(), streams.getFirst(), output);
    } else {
      frozen.step(streams, input.toFloatArray(), output);
    }
    return Tensor.of(output, count, size);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void streamsJoinAndLeaveAndKeepTheirBits(Kind kind, int seed) {
    RandomLayer random = RandomLayer.drawForward(kind, seed);
    FrozenLayer frozen = random.layer().freeze();
    int batch = 150;
    int seqLen = 6;
    Tensor input = random.input(seqLen, batch);
    Tensor whole = frozen.forward(input).output();
    List<StreamState> streams = new ArrayList<>();
    for (int n = 0; n < batch; n++) {
      streams.add(frozen.newStream());
    }
    int[] steps = new int[batch];
    for (int round = 0; round < 12; round++) {
      Threads.set(random.draw().nextInt(1, 4));
      List<StreamState> members = new ArrayList<>();
      List<Tensor> inputs = new ArrayList<>();
      List<Tensor> expected = new ArrayList<>();
      for (int n = 0; n < batch; n++) {
        if (steps[n] < seqLen && random.draw().nextBoolean()) {
          members.add(streams.get(n));
          inputs.add(input.select(0, steps[n]).select(0, n));
          expected.add(whole.select(0, steps[n]).select(0, n));
          steps[n]++;
        }
      }
      if (members.size() > 1) {
        assertSame(step(frozen, Tensor.stack(0, inputs), members), Tensor.stack(0, expected));
      }
    }
  }

  @Test
  void streamsBeginWhereLearnedStatesSay() {
    CellLayerConfig config =
        CellLayerConfig.of(new LstmEquations(5, 0, true), 3)
            .withLearnableState(true)
            .withNumLayers(2);
    var layer = new CellLayer(config, TorchRandom.seed(1));
    Tensor learned = requireNonNull(layer.stateDict().get("h_0"));
    learned.set(Tensor.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 2, 1, 5));
    assertSame(
        layer.freeze().newStream().state(1, "h"), Tensor.of(new float[] {6, 7, 8, 9, 10}, 5));
  }

  @Test
  void manyVirtualThreadsShareOneLayer() throws Exception {
    float[] values = new float[40 * 3];
    TorchRandom.seed(5).uniform(values, -1, 1);
    Tensor input = Tensor.of(values, 40, 3);
    float[][] expected = new float[40][];
    Tensor whole = frozen.forward(input.unsqueeze(1)).output();
    for (int t = 0; t < 40; t++) {
      expected[t] = whole.select(0, t).toFloatArray();
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> streams = new ArrayList<>();
      for (int n = 0; n < 1000; n++) {
        streams.add(
            threads.submit(() -> {
              StreamState stream = frozen.newStream();
              float[] output = new float[5];
              for (int t = 0; t < 40; t++) {
                frozen.step(input.select(0, t).toFloatArray(), stream, output);
                assertThat(output).containsExactly(expected[t]);
              }
            }));
      }
      for (Future<?> stream : streams) {
        stream.get();
      }
    }
  }

  /// In a process of its own, as a service is: what the JIT compiler makes of a method depends on
  /// all that was run before.
  @ParameterizedTest
  @ValueSource(ints = {64, 33})
  @Tag("vector")
  void aStepAllocatesNothing(int hiddenSize) throws Exception {
    Process service =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "-cp",
                String.join(File.pathSeparator, "target/classes", "target/test-classes"),
                StepAllocation.class.getName(),
                Integer.toString(hiddenSize))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader printed = service.inputReader()) {
      assertThat(printed.lines()).containsExactly("allocated 0");
    }
  }

  @Test
  void warmingUpChangesNothing() {
    Tensor input = Tensor.ones(4, 2, 3);
    Tensor before = frozen.forward(input).output();
    frozen.warmUp();
    assertSame(frozen.forward(input).output(), before);
    LstmConfig config =
        LstmConfig.of(3, 5).withBidirectional(true).withBatchFirst(true).withDtype(DType.FLOAT64);
    new Lstm(config, TorchRandom.seed(0)).freeze().warmUp();
  }

  // ---- Weights in less memory

  /// Oracle: a layer whose weights are the rounded ones.
  @ParameterizedTest
  @EnumSource(WeightStorage.class)
  void smallerWeightsAreRoundedOnesToTheLastBit(WeightStorage storage) {
    var layer = new Lstm(LstmConfig.of(20, 33).withNumLayers(2), TorchRandom.seed(4));
    float[] values = new float[6 * 3 * 20];
    TorchRandom.seed(5).uniform(values, -1, 1);
    Tensor input = Tensor.of(values, 6, 3, 20);
    FrozenLayer small = layer.freeze(storage);
    layer
        .namedParameters()
        .forEach((name, weights) -> {
          if (name.startsWith("weight")) {
            weights.set(rounded(weights, storage));
          }
        });
    assertSame(small.forward(input).output(), layer.freeze().forward(input).output());
    StreamState stream = small.newStream();
    for (int t = 0; t < 6; t++) {
      assertSame(
          step(small, input.select(0, t).slice(0, 1, 2), List.of(stream)),
          small.forward(input).output().select(0, t).slice(0, 1, 2));
    }
  }

  private static Tensor rounded(Tensor weights, WeightStorage storage) {
    float[] rounded = weights.toFloatArray();
    int columns = weights.size(1);
    for (int row = 0; row < weights.size(0); row++) {
      float largest = 0;
      for (int k = 0; k < columns; k++) {
        largest = Math.max(largest, Math.abs(rounded[row * columns + k]));
      }
      for (int k = 0; k < columns; k++) {
        float w = rounded[row * columns + k];
        rounded[row * columns + k] =
            switch (storage) {
              case FULL -> w;
              case BFLOAT16 -> (float) (Math.rint(w / ulp16(w)) * ulp16(w));
              case INT8 -> (float) Math.rint(w / (largest / 127)) * (largest / 127);
            };
      }
    }
    return Tensor.of(rounded, weights.size(0), columns);
  }

  /// The distance of the numbers with eight significant bits around `w`.
  private static double ulp16(float w) {
    return Math.ulp(w) * 0x1p16;
  }

  @Test
  void whatRoundingDoesIsReported() {
    Tensor input = Tensor.ones(10, 2, 3);
    assertThat(lstm.storageError(WeightStorage.FULL, input).largest()).isZero();
    StorageError error = lstm.storageError(WeightStorage.BFLOAT16, input);
    assertThat(error.relative()).isBetween(1e-5, 1e-2);
    assertThat(error.rms()).isLessThanOrEqualTo(error.largest());
    assertThat(error.toString()).startsWith("largest difference ");
    assertThat(lstm.freeze(WeightStorage.INT8).explain()).contains("weights int8");
  }

  @Test
  void doublesAreNotRounded() {
    var doubles = new Lstm(LstmConfig.of(3, 5).withDtype(DType.FLOAT64), TorchRandom.seed(0));
    assertThatThrownBy(() -> doubles.freeze(WeightStorage.INT8))
        .hasMessage(
            "Lstm.freeze: storage is INT8 and the weights are of float64, expected float32");
  }

  // ---- Saved streams

  @Test
  void copiesGoTheirOwnWay() {
    StreamState stream = frozen.newStream();
    StreamState copy = stream.copy();
    frozen.step(new float[] {1, 2, 3}, stream, new float[5]);
    assertThat(copy.state(0, "h").toFloatArray()).containsOnly(0);
    assertThat(stream.state(0, "h").toFloatArray()).doesNotContain(0);
  }

  @Test
  void damagedBytesAreRefused() {
    StreamState stream = frozen.newStream();
    frozen.step(new float[] {1, 2, 3}, stream, new float[5]);
    byte[] saved = stream.toBytes();
    for (int i = 0; i < saved.length; i++) {
      byte[] damaged = saved.clone();
      damaged[i] ^= 16;
      assertThatThrownBy(() -> frozen.streamOf(damaged))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("FrozenLayer.streamOf: ");
      byte[] cut = Arrays.copyOf(saved, i);
      assertThatThrownBy(() -> frozen.streamOf(cut)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> frozen.streamOf(Arrays.copyOf(saved, saved.length + 1)))
        .hasMessageContaining("expected " + saved.length);
  }

  @Test
  void streamsOfOtherLayersAreRefused() {
    FrozenLayer other = new Lstm(LstmConfig.of(3, 6), TorchRandom.seed(0)).freeze();
    assertThatThrownBy(() -> frozen.streamOf(other.newStream().toBytes()))
        .hasMessage(
            "FrozenLayer.streamOf: found the state of other layers, expected float32, 1 layer of"
                + " h=5, c=5");
    assertThatThrownBy(() -> frozen.step(new float[3], other.newStream(), new float[5]))
        .hasMessageContaining("a stream has states float32, 1 layer of h=6, c=6, expected");
  }

  // ---- Mistakes

  @Test
  void lengthsMustFit() {
    StreamState stream = frozen.newStream();
    assertThatThrownBy(() -> frozen.step(new float[4], stream, new float[5]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "FrozenLayer.step: 1 streams, input of 4 elements and output of 5, expected 3 and 5 a"
                + " stream");
    assertThatThrownBy(() -> frozen.step(new double[3], stream, new double[5]))
        .hasMessage("FrozenLayer.step: input has type float64, expected float32 as the weights");
  }

  @Test
  void aStreamTwiceInOneStepIsRefusedAndNotMoved() {
    StreamState stream = frozen.newStream();
    assertThatThrownBy(() -> frozen.step(List.of(stream, stream), new float[6], new float[10]))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("in two steps at the same time");
    assertThat(stream.state(0, "c").toFloatArray()).containsOnly(0);
    frozen.step(new float[3], stream, new float[5]);
  }

  @Test
  void aBackwardDirectionHasNoSteps() {
    FrozenLayer both =
        new Lstm(LstmConfig.of(3, 5).withBidirectional(true), TorchRandom.seed(0)).freeze();
    assertThatThrownBy(() -> both.step(new float[3], both.newStream(), new float[10]))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the directions are [FORWARD, BACKWARD], expected FORWARD alone");
  }

  @Test
  void namesOfStatesAreChecked() {
    assertThatThrownBy(() -> frozen.newStream().state(0, "x"))
        .hasMessage(
            "StreamState.state: layer is 0, state \"x\", expected a layer below 1 and one of [h,"
                + " c]");
  }
}
