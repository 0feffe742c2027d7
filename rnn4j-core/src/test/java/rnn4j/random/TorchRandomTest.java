package rnn4j.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import rnn4j.golden.Fnv1a;
import rnn4j.golden.GoldenCase;
import rnn4j.golden.GoldenFile;
import rnn4j.golden.GoldenTensor;

/// Oracle: what PyTorch drew (golden file `random`), on its vector and on its portable path.
///
/// A golden case is a row of draws `name/type/length/arguments...`, for each of them the first
/// values and the hash of all.
final class TorchRandomTest {

  /// Where bits depend on PyTorch's C library: the worst of 5.5 million standard normals, in ulp.
  private static final double LIBM_ULP = 3;

  static List<GoldenCase> drawsArePyTorchs() {
    return GoldenFile.read("random");
  }

  @ParameterizedTest
  @MethodSource
  void drawsArePyTorchs(GoldenCase golden) {
    var capability = CpuCapability.valueOf(golden.text("capability"));
    var random = TorchRandom.seed(golden.integer64("seed"), capability);
    assertDraws(random, golden, 0);
    if (!golden.name().startsWith("normal")) { // a spare normal depends on the C library
      assertThat(Fnv1a.of(random.state())).isEqualTo(golden.text("generator_after"));
    }
  }

  static List<GoldenCase> goesOnFromPyTorchsState() {
    return GoldenFile.read("random").stream().filter(c -> c.hasTensor("state")).toList();
  }

  @ParameterizedTest
  @MethodSource
  void goesOnFromPyTorchsState(GoldenCase golden) {
    byte[] state = bytes(golden.tensor("state").longs());
    var random = TorchRandom.fromState(state, CpuCapability.valueOf(golden.text("capability")));

    assertThat(random.state()).isEqualTo(state);
    assertThat(random.initialSeed()).isEqualTo(golden.integer64("seed"));
    assertDraws(random, golden, 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 623, 624, 625, 1248})
  void goesOnFromItsOwnStateAfterAnyNumberOfDraws(int draws) {
    var random = TorchRandom.seed(5);
    for (int i = 0; i < draws; i++) {
      random.random();
    }
    var copy = TorchRandom.fromState(random.state());
    for (int i = 0; i < 1000; i++) {
      assertThat(copy.random()).isEqualTo(random.random());
    }
  }

  @Test
  void refusesBytesThatAreNoState() {
    assertThatThrownBy(() -> TorchRandom.fromState(new byte[8]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "TorchRandom.fromState: length is 8, expected 5056; pass the bytes of"
                + " torch.get_rng_state()");
    assertRefused(0x08, 2, "count of words left is 2, expected 1");
    assertRefused(0x0c, 0, "seeded flag is 0, expected 1");
    assertRefused(0x11, 4, "index of the next word is 1024, expected 0 to 624");
    assertRefused(24 + 8 * 3 + 4, 1, "upper half of word 3 is 1, expected 0");
    assertRefused(5052, 1, "spare float flag is 1, expected 0");
  }

  @Test
  void aStateCanBeTakenInPlace() {
    TorchRandom saved = TorchRandom.seed(3);
    saved.normal(new double[3], 0, 1); // leaves a spare value
    TorchRandom taking = TorchRandom.seed(4);
    taking.setState(saved.state());
    assertThat(taking.state()).isEqualTo(saved.state());
    double[] expected = new double[5];
    saved.normal(expected, 0, 1);
    double[] found = new double[5];
    taking.normal(found, 0, 1);
    assertThat(found).containsExactly(expected);
    assertThat(taking.initialSeed()).isEqualTo(3);
  }

  @Test
  void refusesArgumentsThatMakeNoDistribution() {
    var random = TorchRandom.seed(0);
    assertThatThrownBy(() -> random.uniform(new float[1], 2, 1))
        .hasMessage(
            "TorchRandom.uniform: from is 2.0 and to is 1.0, expected from <= to and a finite"
                + " difference");
    assertThatThrownBy(() -> random.uniform(new float[1], 0, 1e39))
        .hasMessageContaining("expected from <= to and a finite difference");
    assertThatThrownBy(() -> random.uniform(new double[1], Double.NaN, 1))
        .hasMessageContaining("from is NaN");
    assertThatThrownBy(() -> random.normal(new float[1], 0, -1))
        .hasMessage("TorchRandom.normal: std is -1.0, expected at least 0");
    assertThatThrownBy(() -> random.keepMask(new float[1], 1.5))
        .hasMessage("TorchRandom.keepMask: p is 1.5, expected a probability in [0, 1]");
    assertThatThrownBy(() -> random.bernoulli(new double[1], Double.NaN))
        .hasMessage("TorchRandom.bernoulli: p is NaN, expected a probability in [0, 1]");
    assertThatThrownBy(() -> random.randint(new long[1], 3, 3))
        .hasMessage("TorchRandom.randint: from is 3 and to is 3, expected from < to");
    assertThatThrownBy(() -> random.randperm(-1))
        .hasMessage("TorchRandom.randperm: n is -1, expected 0 <= n < 214748364");
  }

  private static void assertDraws(TorchRandom random, GoldenCase golden, int firstDraw) {
    String[] draws = golden.text("draws").split(",", -1);
    String[] hashes = golden.text("hashes").split(",", -1);
    for (int i = firstDraw; i < draws.length; i++) {
      String[] words = draws[i].split("/", -1);
      GoldenTensor head = golden.tensor("head" + i);
      var hash = new Fnv1a();
      switch (head.type()) {
        case "f32" -> {
          float[] values = floats(random, words);
          hash.add(values);
          assertNear(values, head.floats());
        }
        case "f64" -> {
          double[] values = doubles(random, words);
          hash.add(values);
          assertNear(values, head.doubles());
        }
        default -> {
          long[] values = longs(random, words);
          hash.add(values);
          assertThat(values).startsWith(head.longs());
        }
      }
      if (!dependsOnLibm(words, golden.text("capability"))) {
        assertThat(hash).as(draws[i]).hasToString(hashes[i]);
      }
    }
  }

  private static boolean dependsOnLibm(String[] draw, String capability) {
    boolean portable = capability.equals("DEFAULT") && Integer.parseInt(draw[2]) >= 16;
    return draw[0].equals("normal") && (draw[1].equals("f64") || portable);
  }

  private static float[] floats(TorchRandom random, String[] draw) {
    float[] values = new float[Integer.parseInt(draw[2])];
    double first = Double.parseDouble(draw[3]);
    switch (draw[0]) {
      case "uniform" -> random.uniform(values, first, Double.parseDouble(draw[4]));
      case "normal" -> random.normal(values, first, Double.parseDouble(draw[4]));
      case "bernoulli" -> random.bernoulli(values, first);
      case "dropout" -> random.keepMask(values, first);
      default -> throw new IllegalArgumentException(draw[0]);
    }
    return values;
  }

  private static double[] doubles(TorchRandom random, String[] draw) {
    double[] values = new double[Integer.parseInt(draw[2])];
    double first = Double.parseDouble(draw[3]);
    switch (draw[0]) {
      case "uniform" -> random.uniform(values, first, Double.parseDouble(draw[4]));
      case "normal" -> random.normal(values, first, Double.parseDouble(draw[4]));
      case "bernoulli" -> random.bernoulli(values, first);
      case "dropout" -> random.keepMask(values, first);
      default -> throw new IllegalArgumentException(draw[0]);
    }
    return values;
  }

  private static long[] longs(TorchRandom random, String[] draw) {
    int n = Integer.parseInt(draw[2]);
    if (draw[0].equals("randperm")) {
      return Arrays.stream(random.randperm(n)).asLongStream().toArray();
    }
    long[] values = new long[n];
    random.randint(values, Long.parseLong(draw[3]), Long.parseLong(draw[4]));
    return values;
  }

  private static void assertNear(float[] values, float[] head) {
    for (int i = 0; i < head.length; i++) {
      float unit = Math.ulp(Math.max(1, Math.abs(head[i])));
      assertThat(values[i]).isCloseTo(head[i], within((float) (LIBM_ULP * unit)));
    }
  }

  private static void assertNear(double[] values, double[] head) {
    for (int i = 0; i < head.length; i++) {
      double unit = Math.ulp(Math.max(1, Math.abs(head[i])));
      assertThat(values[i]).isCloseTo(head[i], within(LIBM_ULP * unit));
    }
  }

  private static void assertRefused(int offset, int value, String message) {
    byte[] state = TorchRandom.seed(1).state();
    state[offset] = (byte) value;
    assertThatThrownBy(() -> TorchRandom.fromState(state))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("TorchRandom.fromState: " + message);
  }

  private static byte[] bytes(long[] values) {
    var bytes = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(values);
    return bytes.array();
  }
}
