package rnn4j.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rnn4j.cell.Cell;
import rnn4j.cell.Direction;
import rnn4j.cell.Initializer;
import rnn4j.cell.LstmEquations;
import rnn4j.cell.Merge;
import rnn4j.cell.Regularization;
import rnn4j.cell.Value;
import rnn4j.cell.Weight;
import rnn4j.io.Safetensors;
import rnn4j.io.SafetensorsFile;
import rnn4j.nn.CellConfig;
import rnn4j.nn.CellLayer;
import rnn4j.nn.CellLayerConfig;
import rnn4j.nn.CellOutput;
import rnn4j.nn.CrossEntropyConfig;
import rnn4j.nn.CrossEntropyLoss;
import rnn4j.nn.Embedding;
import rnn4j.nn.FrozenLayer;
import rnn4j.nn.Inspection;
import rnn4j.nn.Jvp;
import rnn4j.nn.Linear;
import rnn4j.nn.Lstm;
import rnn4j.nn.LstmCell;
import rnn4j.nn.LstmConfig;
import rnn4j.nn.LstmOutput;
import rnn4j.nn.LstmState;
import rnn4j.nn.Module;
import rnn4j.nn.MseLoss;
import rnn4j.nn.PackedSequence;
import rnn4j.nn.PaddedSequence;
import rnn4j.nn.Sequences;
import rnn4j.nn.StorageError;
import rnn4j.nn.StreamState;
import rnn4j.nn.Tangent;
import rnn4j.nn.WeightStorage;
import rnn4j.optim.Adam;
import rnn4j.optim.AdamConfig;
import rnn4j.optim.ClipGrad;
import rnn4j.optim.Sgd;
import rnn4j.optim.SgdConfig;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.Gradients;
import rnn4j.tensor.Indices;
import rnn4j.tensor.Shape;
import rnn4j.tensor.Tensor;

/// The Java of the pages, run. A page may show nothing that doesn't stand here.
@SuppressWarnings("NullAway") // the pages don't ask whether a gradient has arrived
final class UserGuideTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"../README.md", "../docs/guide.md", "../docs/cells.md", "../docs/serving.md"})
  void javaOfThePageStandsHere(String page) throws IOException {
    assertJavaStandsIn("UserGuideTest", page);
  }

  /// Asserts that every piece of Java of a page stands in a test of this package.
  static void assertJavaStandsIn(String test, String page) throws IOException {
    String here = squeezed("src/test/java/rnn4j/guide/" + test + ".java");
    Matcher blocks =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of(page)));
    int count = 0;
    while (blocks.find()) {
      assertThat(here).as(blocks.group(1)).contains(blocks.group(1).replaceAll("\\s", ""));
      count++;
    }
    assertThat(count).isPositive();
  }

  private static String squeezed(String file) throws IOException {
    return Files.readString(Path.of(file)).replaceAll("\\s", "");
  }

  @Test
  void tensors() {
    Tensor w = Tensor.of(new float[] {1, 2}, 2).requiresGrad(true);
    w.times(w).sum().backward();
    Tensor gradient = w.grad(); // (2): 2 * w

    float[] values = gradient.toFloatArray();

    Tensor square = Gradients.off(() -> w.times(w));

    assertThat(values).containsExactly(2, 4);
    assertThat(square.requiresGrad()).isFalse();
  }

  @Test
  void layers(@TempDir Path folder) throws IOException {
    var random = TorchRandom.seed(0);
    var lstm = new Lstm(LstmConfig.of(10, 20).withNumLayers(2).withBidirectional(true), random);
    Tensor input = Tensor.zeros(35, 8, 10);
    LstmOutput out = lstm.forward(input); // (35, 8, 10) -> (35, 8, 40)
    out.output().sum().backward();
    Tensor g = lstm.parameter("weight_hh_l1_reverse").grad(); // (80, 20)
    out = lstm.forward(input, out.state()); // goes on where the first call ended

    Tensor last = out.lastHidden(); // (8, 40): both directions of the last layer
    Tensor first = out.hidden(0, Direction.BACKWARD); // (8, 20)

    int[] lengths = {35, 3, 0, 12, 35, 7, 1, 20};
    LstmOutput some = lstm.forward(input, lengths);

    PackedSequence packed = Sequences.packPaddedSequence(input, lengths, false, false);
    PaddedSequence padded = Sequences.padPackedSequence(lstm.forward(packed).output());

    Tangent direction =
        Tangent.ZERO
            .withInput(Tensor.ones(35, 8, 10))
            .withParameter("bias_ih_l1", Tensor.ones(80)); // what is not named stays where it is
    Jvp jvp = lstm.jvp(input, direction);
    Tensor there = jvp.value().output(); // (35, 8, 40): what forward returns
    Tensor change =
        jvp.derivative().output(); // (35, 8, 40): moved by e, it is about there + e * change

    assertThat(there.toFloatArray()).containsExactly(lstm.forward(input).output().toFloatArray());
    assertThat(change.shape()).isEqualTo(Shape.of(35, 8, 40));

    assertThat(g.shape()).isEqualTo(Shape.of(80, 20));
    assertThat(last.shape()).isEqualTo(Shape.of(8, 40));
    assertThat(first.shape()).isEqualTo(Shape.of(8, 20));
    assertThat(padded.output().toFloatArray()).containsExactly(some.output().toFloatArray());

    Path path = folder.resolve("lstm.safetensors");

    Safetensors.write(path, lstm.stateDict());
    try (SafetensorsFile file = Safetensors.read(path)) {
      lstm.loadStateDict(file.stateDict());
    }

    var cell = new LstmCell(CellConfig.of(10, 20), random);
    LstmState state = cell.forward(input.select(0, 0)); // from zeros
    for (int t = 1; t < input.size(0); t++) {
      state = cell.forward(input.select(0, t), state); // (batch, 10) -> h and c, (batch, 20)
    }

    assertThat(state.h().shape()).isEqualTo(Shape.of(8, 20));
  }

  static final class Tagging {
    static final class Tagger extends Module {
      private final Embedding embedding;
      private final Lstm lstm;
      private final Linear linear;

      Tagger(int words, int tags, TorchRandom random) {
        embedding = register("embedding", new Embedding(words, 16, random));
        lstm =
            register(
                "lstm",
                new Lstm(
                    LstmConfig.of(16, 32).withNumLayers(2).withBidirectional(true).withDropout(0.1),
                    random));
        linear = register("linear", new Linear(64, tags, random));
      }

      /// Returns a score for each tag, (seqLen, batch, tags).
      Tensor forward(Indices sentences, int[] lengths) {
        return linear.forward(lstm.forward(embedding.forward(sentences), lengths).output());
      }
    }

    /// Trains on sentences whose tag says whether the word before was the same, and returns how
    /// many tags are right in the end.
    long right(int words, int tags, Indices sentences, int[] lengths, Indices targets) {
      var tagger = new Tagger(words, tags, TorchRandom.seed(0));
      var optimizer = new Adam(tagger.parameters(), AdamConfig.of().withLr(0.01));
      var loss = new CrossEntropyLoss(CrossEntropyConfig.of().withIgnoreIndex(-100));
      for (int epoch = 0; epoch < 30; epoch++) {
        Tensor scores =
            tagger.forward(sentences, lengths); // sentences: (seqLen, batch) word numbers
        Tensor error = loss.forward(scores.reshape(-1, tags), targets); // targets: -100 for padding
        optimizer.zeroGrad();
        error.backward();
        ClipGrad.norm(tagger.parameters(), 1.0);
        optimizer.step();
      }
      tagger.eval();
      Tensor scores = Gradients.off(() -> tagger.forward(sentences, lengths)).reshape(-1, tags);
      int[] expected = targets.toArray();
      long right = 0;
      for (int i = 0; i < expected.length; i++) {
        boolean same = scores.get(i, 1) > scores.get(i, 0);
        right += expected[i] == (same ? 1 : 0) ? 1 : 0;
      }
      return right;
    }
  }

  @Test
  void taggerLearns() {
    int seqLen = 8;
    int batch = 16;
    int[] lengths = new int[batch];
    int[] sentences = new int[seqLen * batch];
    int[] targets = new int[seqLen * batch];
    Arrays.fill(targets, -100);
    var random = TorchRandom.seed(3);
    int known = 0;
    for (int n = 0; n < batch; n++) {
      lengths[n] = 1 + Math.floorMod(random.random(), seqLen);
      for (int t = 0; t < lengths[n]; t++) {
        sentences[t * batch + n] = Math.floorMod(random.random(), 3);
        boolean same = t > 0 && sentences[t * batch + n] == sentences[(t - 1) * batch + n];
        targets[t * batch + n] = same ? 1 : 0;
        known++;
      }
    }
    long right =
        new Tagging()
            .right(3, 2, Indices.of(sentences, seqLen, batch), lengths, Indices.of(targets));
    assertThat(right).isGreaterThan(known * 95L / 100);
  }

  @Test
  void longSequences() {
    var random = TorchRandom.seed(0);
    var forward = new Lstm(LstmConfig.of(1, 8), random);
    var readOut = new Linear(8, 1, random);
    List<Tensor> parameters = new ArrayList<>(forward.parameters());
    parameters.addAll(readOut.parameters());
    var sgd = new Sgd(parameters, SgdConfig.of().withLr(0.1));
    float[] sine = new float[101];
    for (int i = 0; i < sine.length; i++) {
      sine[i] = (float) Math.sin(i / 3.0);
    }
    Tensor series = Tensor.of(Arrays.copyOfRange(sine, 0, 100), 100, 1, 1);
    Tensor next = Tensor.of(Arrays.copyOfRange(sine, 1, 101), 100, 1, 1);
    double before = loss(forward, readOut, series, next);

    int t = 0;
    for (LstmOutput window : forward.windows(series, 35)) { // series: (seqLen, batch, inputSize)
      Tensor prediction = readOut.forward(window.output()); // the last window may be shorter
      Tensor error = new MseLoss().forward(prediction, next.slice(0, t, t + prediction.size(0)));
      sgd.zeroGrad();
      error.backward();
      sgd.step(); // the next window is run with the new weights
      t += prediction.size(0);
    }

    assertThat(t).isEqualTo(100);
    assertThat(loss(forward, readOut, series, next)).isLessThan(before);
  }

  private static double loss(Lstm lstm, Linear readOut, Tensor series, Tensor next) {
    Tensor prediction = readOut.forward(lstm.forward(series).output());
    return new MseLoss().forward(prediction, next).item();
  }

  static Cell updateGateRnn(int hiddenSize) {
    return step -> {
      Value x = step.input();
      Value h = step.state("h", hiddenSize);
      Weight w = step.weight("weight_ih", 2 * hiddenSize, x.width());
      Weight u = step.weight("weight_hh", 2 * hiddenSize, hiddenSize);
      Value bias = step.vector("bias", 2 * hiddenSize);
      List<Value> sums = w.times(x).plus(u.times(h)).plus(bias).chunk(2);
      Value g = sums.get(0).sigmoid().named("g");
      Value n = sums.get(1).tanh();
      Value next = g.times(h).plus(g.oneMinus().times(n));
      step.next("h", next);
      step.output(next);
    };
  }

  @Test
  void sharedAndFixedNumbers() {
    Tensor legendre = Tensor.of(new double[] {0.75, -0.25, 0.75, 0.25}, 2, 2);
    Cell cell =
        step -> {
          Value scores = step.input();
          Value m = step.state("m", 2);

          Value e = scores.exp();
          Value attention = e.div(e.sum().expand(8));
          Value zeta = step.vector("zeta", 1).sigmoid().expand(8); // a parameter of one number
          Value memory = step.constantWeight(legendre).times(m); // no parameter of the layer

          step.next("m", memory);
          step.output(attention.times(zeta));
        };

    var layer = new CellLayer(CellLayerConfig.of(cell, 8), TorchRandom.seed(0));
    assertThat(layer.namedParameters().keySet()).containsExactly("zeta_l0");
    layer.parameter("zeta_l0").set(Tensor.zeros(1));
    float[] output = layer.forward(Tensor.ones(1, 1, 8)).output().toFloatArray();
    assertThat(output).containsOnly(0.0625f);
  }

  @Test
  void cells() {
    Tensor input = Tensor.ones(6, 4, 10);
    int[] lengths = {6, 1, 3, 6};

    var layer =
        new CellLayer(
            CellLayerConfig.of(updateGateRnn(20), 10)
                .withNumLayers(2)
                .withBidirectional(Merge.CONCATENATE),
            TorchRandom.seed(0));
    CellOutput out = layer.forward(input, lengths); // (seqLen, batch, 10) -> (seqLen, batch, 40)
    Tensor last = out.last("h"); // (batch, 40)
    out.output().sum().backward();
    Tensor gradient = layer.parameter("weight_hh_l1_reverse").grad();

    assertThat(last.shape()).isEqualTo(Shape.of(4, 40));
    assertThat(gradient.shape()).isEqualTo(Shape.of(40, 20));

    Inspection inside = layer.inspect(input, lengths);
    Tensor gate = inside.part(0, Direction.FORWARD, "g"); // (seqLen, batch, 20)
    Optional<Inspection.Saturation> ends = inside.saturation(0, Direction.FORWARD, "g");
    Optional<Inspection.Place> bad = inside.firstNaN(); // layer, direction, step, part, row

    assertThat(gate.shape()).isEqualTo(Shape.of(6, 4, 20));
    assertThat(ends).isPresent();
    assertThat(bad).isEmpty();
  }

  @Test
  void beginningsAndNoise() {
    Initializer orthogonal = Initializer.orthogonal(1);
    Initializer zero = Initializer.constant(0);
    Initializer one = Initializer.constant(1);

    var open =
        CellLayerConfig.of(new LstmEquations(20, 0, true), 10)
            .withInitializer(
                "weight_hh", Initializer.parts(orthogonal, orthogonal, orthogonal, orthogonal))
            .withInitializer(
                "bias_hh", Initializer.parts(zero, one, zero, zero)) // the forget gate is open
            .withLearnableState(true);

    var noisy =
        CellLayerConfig.of(updateGateRnn(20), 10)
            .withRegularization(
                Regularization.NONE
                    .withZoneout("h", 0.1) // elements keep their value of the step before
                    .withInputDropout(0.2) // the same elements at all steps
                    .withStateDropout(0.2) // likewise, where a weight matrix multiplies a state
                    .withDropConnect(0.3)); // elements of these matrices, for the whole run

    var layer = new CellLayer(open, TorchRandom.seed(0));
    Tensor gate = layer.parameter("weight_hh_l0").slice(0, 20, 40);
    float[] product = gate.matmul(gate.t()).toFloatArray();
    for (int i = 0; i < product.length; i++) {
      assertThat(product[i]).isCloseTo(i % 21 == 0 ? 1 : 0, within(1e-6f));
    }
    assertThat(layer.parameter("bias_hh_l0").toFloatArray()[20]).isEqualTo(1);
    assertThat(layer.parameter("c_0").shape()).isEqualTo(Shape.of(1, 1, 20));
    var trained = new CellLayer(noisy, TorchRandom.seed(0));
    assertThat(trained.forward(Tensor.ones(5, 2, 10)).output().shape())
        .isEqualTo(Shape.of(5, 2, 20));
  }

  @Test
  void gradientsInPieces() {
    var lstm = new Lstm(LstmConfig.of(3, 8), TorchRandom.seed(0));
    Tensor sequences = Tensor.ones(5, 2, 3);

    lstm.setGradientCheckpointing(32); // steps; the square root of the length needs least

    Map<String, Tensor> apart = // "weight_ih_l0" -> (batch, 4 * hiddenSize, inputSize), ...
        lstm.perSampleGradients(sequences, output -> output.times(output).sum());

    assertThat(apart.get("weight_ih_l0").shape()).isEqualTo(Shape.of(2, 32, 3));
  }

  @Test
  void explanations() {
    var layer = new CellLayer(CellLayerConfig.of(updateGateRnn(20), 10), TorchRandom.seed(0));

    String explanation = layer.explain(100, 32); // 100 steps of a batch of 32

    assertThat(explanation).contains("100 steps of a batch of 32");
  }

  @Test
  void serving() {
    var lstm = new Lstm(LstmConfig.of(3, 8), TorchRandom.seed(0));
    Tensor sequences = Tensor.ones(5, 2, 3);
    float[] event = {1, 1, 1};

    FrozenLayer frozen = lstm.freeze();

    CellOutput whole = frozen.forward(sequences); // (seqLen, batch, 3) -> (seqLen, batch, 8)

    StreamState stream = frozen.newStream(); // one for each key
    float[] output = new float[frozen.outputSize()];

    frozen.step(event, stream, output); // event: inputSize numbers

    byte[] saved = stream.toBytes();

    StreamState again = frozen.streamOf(saved);

    assertThat(output).containsExactly(whole.output().select(0, 0).select(0, 1).toFloatArray());

    List<StreamState> waiting = List.of(stream, again); // those with an event at the moment
    float[] events = {1, 2, 3, 4, 5, 6}; // (streams, inputSize)
    float[] outputs = new float[2 * frozen.outputSize()];

    frozen.step(waiting, events, outputs);

    assertThat(outputs).hasSize(16).doesNotContain(0);

    frozen.warmUp();

    StorageError error = lstm.storageError(WeightStorage.BFLOAT16, sequences);
    FrozenLayer small = lstm.freeze(WeightStorage.BFLOAT16);

    assertThat(error.relative()).isBetween(1e-5, 1e-2);
    assertThat(small.storage()).isEqualTo(WeightStorage.BFLOAT16);
  }
}
