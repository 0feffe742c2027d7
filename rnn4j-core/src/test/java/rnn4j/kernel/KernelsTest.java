package rnn4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import rnn4j.kernel.choice.ChosenKernels;
import rnn4j.kernel.plain.PlainKernels;

/// Oracle: one accumulator, the summed index ascending, one fused multiply-add a term, written in
/// the plainest way. All results must have its bits.
final class KernelsTest {
  private static final Data FLOATS = new FloatData(new float[0]);
  private static final Data DOUBLES = new DoubleData(new double[0]);

  /// One kind of kernels with the elements they work on.
  record Kind(String name, Kernels kernels, Data empty) {

    Data random(SplittableRandom random, int length) {
      Data data = empty.zeros(length);
      for (int i = 0; i < length; i++) {
        data.set(i, random.nextDouble(-1, 1));
      }
      return data;
    }

    double fma(double a, double b, double c) {
      return empty instanceof FloatData
          ? Math.fma((float) a, (float) b, (float) c)
          : Math.fma(a, b, c);
    }

    double op(Op op, double x, double y, double z, double alpha, double beta) {
      return empty instanceof FloatData
          ? op.at((float) x, (float) y, (float) z, (float) alpha, (float) beta)
          : op.at(x, y, z, alpha, beta);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Kind> kinds() {
    return Stream.of(
        new Kind("float", ChosenKernels.of(FLOATS), FLOATS),
        new Kind("plain float", PlainKernels.INSTANCE, FLOATS),
        new Kind("double", ChosenKernels.of(DOUBLES), DOUBLES));
  }

  /// Each kind with forty seeds; sizes are drawn from them.
  static Stream<Arguments> cases() {
    return kinds()
        .flatMap(kind -> IntStream.rangeClosed(1, 40).mapToObj(seed -> Arguments.of(kind, seed)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void productIsSummedInOrderFromWhatIsThere(Kind kind, int seed) {
    var random = new SplittableRandom(seed);
    int rows = random.nextInt(0, 12);
    int depth = random.nextInt(0, 40);
    int gates = random.nextInt(1, 5);
    int units = random.nextInt(1, 70);
    int columns = gates * units;
    Data b = kind.random(random, 5 + depth * columns);
    int aStride = depth + random.nextInt(3);
    Data a = kind.random(random, 3 + rows * aStride);
    boolean apart = random.nextBoolean(); // all gates of a row together, or all rows of a gate
    int cStride = apart ? units : columns + 2;
    int gateStride = apart ? rows * units : units;
    Data c = kind.random(random, 7 + Math.max(rows * cStride, gates * gateStride));

    Data expected = c.copy();
    for (int r = 0; r < rows; r++) {
      for (int g = 0; g < gates; g++) {
        for (int j = 0; j < units; j++) {
          int at = 7 + r * cStride + g * gateStride + j;
          for (int k = 0; k < depth; k++) {
            double term = b.get(5 + (g * units + j) * depth + k);
            expected.set(at, kind.fma(a.get(3 + r * aStride + k), term, expected.get(at)));
          }
        }
      }
    }

    Packed packed = kind.kernels.pack(b, 5, depth, gates, units, 1, units * depth, depth);
    assertThat(packed.depth()).isEqualTo(depth);
    assertThat(packed.gates()).isEqualTo(gates);
    assertThat(packed.units()).isEqualTo(units);
    for (int block = 0; block < kind.kernels.blocks(units); block++) {
      kind.kernels.multiply(
          rows,
          new Register[] {new Register(a, 3, aStride)},
          new Packed[] {packed},
          block,
          new Register(c, 7, cStride),
          gateStride,
          new Register(c, 7, cStride),
          gateStride);
    }
    assertThat(values(c)).containsExactly(values(expected));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void productsAreSummedOneAfterAnotherFromABias(Kind kind, int seed) {
    var random = new SplittableRandom(seed);
    int rows = random.nextInt(1, 12);
    int units = random.nextInt(1, 150);
    int gates = random.nextInt(1, 5);
    int columns = gates * units;
    Data bias = kind.random(random, columns);
    Data expected = kind.empty.zeros(rows * columns);
    for (int i = 0; i < rows * columns; i++) {
      expected.set(i, bias.get(i % columns));
    }
    var a = new Register[3];
    var b = new Packed[3];
    for (int t = 0; t < 3; t++) {
      int depth = random.nextInt(1, 30);
      Data left = kind.random(random, rows * depth);
      Data right = kind.random(random, depth * columns);
      for (int i = 0; i < rows * columns; i++) {
        for (int k = 0; k < depth; k++) {
          double factor = left.get(i / columns * depth + k);
          expected.set(i, kind.fma(factor, right.get(k * columns + i % columns), expected.get(i)));
        }
      }
      a[t] = new Register(left, 0, depth);
      b[t] = kind.kernels.pack(right, 0, depth, gates, units, columns, units, 1);
    }
    Data c = kind.random(random, rows * columns);
    var start = new Register(bias, 0, 0);
    for (int block = 0; block < kind.kernels.blocks(units); block++) {
      kind.kernels.multiply(rows, a, b, block, start, units, new Register(c, 0, columns), units);
    }
    assertThat(values(c)).isEqualTo(values(expected));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void oneRowOfSeveralProductsTogetherHasTheBitsOfEachAlone(Kind kind, int seed) {
    var random = new SplittableRandom(seed);
    int[] depths = random.ints(random.nextInt(1, 3), 1, 30).toArray();
    Register[] a =
        Arrays.stream(depths)
            .mapToObj(depth -> new Register(kind.random(random, 2 + depth), 2, 0))
            .toArray(Register[]::new);
    List<RowProducts.Sums> together = new ArrayList<>();
    List<Data> expected = new ArrayList<>();
    int count = random.nextInt(1, 6);
    for (int i = 0; i < count; i++) {
      int gates = random.nextInt(1, 5);
      int units = random.nextInt(1, 200);
      Packed[] b =
          Arrays.stream(depths)
              .mapToObj(depth -> {
                Data weights = kind.random(random, depth * gates * units);
                int columns = gates * units;
                return kind.kernels.pack(weights, 0, depth, gates, units, columns, units, 1);
              })
              .toArray(Packed[]::new);
      Data sums = kind.random(random, 5 + gates * units);
      Data bias = kind.random(random, 3 + gates * units);
      var at = new Register(sums, 5, 0);
      var start = random.nextBoolean() ? at : new Register(bias, 3, 0);
      int blocks = kind.kernels.blocks(units);
      int from = random.nextInt(blocks);
      int to = random.nextInt(from, blocks) + 1;
      Data alone = sums.copy();
      for (int block = from; block < to; block++) {
        Register target = new Register(alone, 5, 0);
        kind.kernels.multiply(1, a, b, block, start == at ? target : start, units, target, units);
      }
      together.add(new RowProducts.Sums(b, start, at, from, to));
      expected.add(alone);
    }

    kind.kernels.rowProducts(a, together).run(random.nextBoolean());

    for (int i = 0; i < count; i++) {
      assertThat(values(together.get(i).sums().data)).isEqualTo(values(expected.get(i)));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void outerProductsAreSummedOverTheListedRowsInTheirOrder(Kind kind, int seed) {
    var random = new SplittableRandom(seed);
    int[] widths = random.ints(random.nextInt(1, 4), 1, 20).toArray();
    int columns = random.nextInt(1, 150);
    int stored = random.nextInt(1, 200);
    Data b = kind.random(random, 3 + stored * (columns + 1));
    Data one = kind.random(random, 1);
    Data[] left = new Data[widths.length];
    Register[] a = new Register[widths.length];
    for (int i = 0; i < widths.length; i++) {
      // A row that is repeated, as ones are for the gradient of a bias.
      boolean repeated = widths[i] == 1;
      left[i] = repeated ? one : kind.random(random, 2 + stored * (widths[i] + i));
      a[i] = repeated ? new Register(one, 0, 0) : new Register(left[i], 2, widths[i] + i);
    }
    var right = new Register(b, 3, columns + 1);
    int[][] rows = {
      random.ints(random.nextInt(0, 300), 0, stored).toArray(),
      random.ints(random.nextInt(0, 30), 0, stored).toArray()
    };

    OuterProducts sums = kind.kernels.outerProducts(widths, columns);
    sums.add(rows[0], a, right);
    sums.add(rows[1], a, right);

    for (int i = 0; i < widths.length; i++) {
      int from = random.nextInt(columns);
      int count = random.nextInt(columns - from + 1);
      Data straight = kind.random(random, 1 + widths[i] * (count + 2));
      Data transposed = kind.random(random, 2 + count * (widths[i] + 1));
      Data expectedStraight = straight.copy();
      Data expectedTransposed = transposed.copy();
      for (int p = 0; p < widths[i]; p++) {
        for (int q = 0; q < count; q++) {
          double sum = 0;
          for (int row : IntStream.concat(IntStream.of(rows[0]), IntStream.of(rows[1])).toArray()) {
            double factor = a[i].data.get(a[i].offset + row * a[i].stride + p);
            sum = kind.fma(factor, b.get(3 + row * (columns + 1) + from + q), sum);
          }
          add(expectedStraight, 1 + p * (count + 2) + q, sum);
          add(expectedTransposed, 2 + q * (widths[i] + 1) + p, sum);
        }
      }
      sums.addTo(i, from, count, straight, 1, count + 2, 1);
      sums.addTo(i, from, count, transposed, 2, 1, widths[i] + 1);
      assertThat(values(straight)).containsExactly(values(expectedStraight));
      assertThat(values(transposed)).containsExactly(values(expectedTransposed));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void productsOfRowsAreAddedInTheirOrder(Kind kind, int seed) {
    var random = new SplittableRandom(seed);
    int lanes = random.nextInt(1, 150);
    int stored = random.nextInt(1, 200);
    Data x = kind.random(random, 3 + stored * (lanes + 1));
    Data y = kind.random(random, 2 + stored * (lanes + 2));
    Data sums = kind.random(random, 1 + lanes);
    int[] rows = random.ints(random.nextInt(0, 300), 0, stored).toArray();
    Data expected = sums.copy();
    for (int row : rows) {
      for (int l = 0; l < lanes; l++) {
        Data product = x.zeros(1);
        product.set(0, x.get(3 + row * (lanes + 1) + l) * y.get(2 + row * (lanes + 2) + l));
        add(expected, 1 + l, product.get(0));
      }
    }
    kind.kernels.addProducts(
        rows,
        lanes,
        new Register(sums, 1, 0),
        new Register(x, 3, lanes + 1),
        new Register(y, 2, lanes + 2));
    assertThat(values(sums)).containsExactly(values(expected));
  }

  private static void add(Data target, int at, double value) {
    target.set(at, target.get(at) + value);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyOperationIsAppliedToEachElement(Kind kind) {
    for (Op op : Op.values()) {
      var random = new SplittableRandom(1);
      int rows = 3;
      int lanes = 37;
      Data x = kind.random(random, 1 + rows * (lanes + 1));
      Data y = kind.random(random, 2 + lanes); // one row, repeated
      Data z = kind.random(random, 3 + rows * (lanes + 2));
      Data d = kind.random(random, 4 + rows * (lanes + 3));
      Data expected = d.copy();
      for (int r = 0; r < rows; r++) {
        for (int l = 0; l < lanes; l++) {
          double first = x.get(1 + r * (lanes + 1) + l);
          double third = z.get(3 + r * (lanes + 2) + l);
          double value = kind.op(op, first, y.get(2 + l), third, -0.3, 0.4);
          expected.set(4 + r * (lanes + 3) + l, value);
        }
      }
      kind.kernels.apply(
          op,
          -0.3,
          0.4,
          rows,
          lanes,
          new Register(d, 4, lanes + 3),
          new Register(x, 1, lanes + 1),
          new Register(y, 2, 0),
          new Register(z, 3, lanes + 2));
      assertThat(values(d)).as("%s", op).containsExactly(values(expected));
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void targetMayBeAnOperand(Kind kind) {
    for (Op op : Op.values()) {
      Data x = kind.random(new SplittableRandom(1), 33);
      Data y = kind.random(new SplittableRandom(2), 33);
      Data z = kind.random(new SplittableRandom(3), 33);
      Data apart = kind.empty.zeros(33);
      apply(kind, op, apart, x, y, z);
      Data first = x.copy();
      apply(kind, op, first, first, y, z);
      assertThat(values(first)).as("%s into x", op).containsExactly(values(apart));
      Data second = y.copy();
      apply(kind, op, second, x, second, z);
      assertThat(values(second)).as("%s into y", op).containsExactly(values(apart));
      Data third = z.copy();
      apply(kind, op, third, x, y, third);
      assertThat(values(third)).as("%s into z", op).containsExactly(values(apart));
    }
  }

  private static void apply(Kind kind, Op op, Data d, Data x, Data y, Data z) {
    kind.kernels.apply(
        op,
        -0.3,
        0.4,
        1,
        d.length(),
        new Register(d, 0, 0),
        new Register(x, 0, 0),
        new Register(y, 0, 0),
        new Register(z, 0, 0));
  }

  private static double[] values(Data data) {
    return IntStream.range(0, data.length()).mapToDouble(data::get).toArray();
  }
}
