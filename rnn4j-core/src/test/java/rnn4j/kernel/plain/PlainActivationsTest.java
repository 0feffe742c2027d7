package rnn4j.kernel.plain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rnn4j.kernel.FloatData;
import rnn4j.kernel.Op;
import rnn4j.kernel.Register;

/// Oracle: [rnn4j.kernel.FloatMath], to the last bit, of NaN only that it is one.
final class PlainActivationsTest {
  /// Every so-manieth float, of all magnitudes and both signs; infinities and NaN are among them.
  private static final int STRIDE = 65_537;

  /// Rows that go through the loops together, one that fills them, and rows in pieces.
  @ParameterizedTest
  @CsvSource({"SIGMOID, 1", "SIGMOID, 100", "SIGMOID, 512", "TANH, 7", "TANH, 513", "TANH, 65536"})
  void rowsOfAnyLengthHaveTheBitsOfTheFunction(Op op, int lanes) {
    var x = new float[1 << 16];
    for (int i = 0; i < x.length; i++) {
      x[i] = Float.intBitsToFloat(i * STRIDE);
    }
    int rows = x.length / lanes;
    int stride = lanes + 3;
    var values = new FloatData(new float[2 + rows * stride]);

    var from = new Register(new FloatData(x), 0, lanes);
    var to = new Register(values, 2, stride);
    PlainKernels.INSTANCE.apply(op, 0, 0, rows, lanes, to, from, from, from);

    for (int i = 0; i < rows * lanes; i++) {
      float found = values.array()[2 + i / lanes * stride + i % lanes];
      int bits = Float.floatToIntBits(found);
      assertThat(bits).isEqualTo(Float.floatToIntBits(op.at(x[i], 0, 0, 0, 0)));
    }
  }
}
