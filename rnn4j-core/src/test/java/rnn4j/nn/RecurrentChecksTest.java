package rnn4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rnn4j.cell.Direction;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.DType;
import rnn4j.tensor.ShapeException;
import rnn4j.tensor.Tensor;

/// What layers and cells refuse to run. Oracle: what PyTorch 2.13 refuses, in its order; where it
/// lets something pass by mistake the test says so.
final class RecurrentChecksTest {

  private static final TorchRandom RANDOM = TorchRandom.seed(0);
  private static final Lstm LSTM = new Lstm(LstmConfig.of(3, 5), RANDOM);
  private static final Gru GRU = new Gru(GruConfig.of(3, 5), RANDOM);
  private static final Rnn RNN = new Rnn(RnnConfig.of(3, 5), RANDOM);

  static List<RecurrentLayer> layers() {
    return List.of(LSTM, GRU, RNN);
  }

  static List<RecurrentCell> cells() {
    CellConfig config = CellConfig.of(3, 5);
    return List.of(
        new LstmCell(config, RANDOM), new GruCell(config, RANDOM), new RnnCell(config, RANDOM));
  }

  private static List<Tensor> states(Module module, int... shape) {
    return states(module, DType.FLOAT32, shape);
  }

  private static List<Tensor> states(Module module, DType dtype, int... shape) {
    int count = module instanceof Lstm || module instanceof LstmCell ? 2 : 1;
    return Stream.generate(() -> Tensor.zeros(dtype, shape)).limit(count).toList();
  }

  private static void assertShapeRefused(ThrowingCallable call, Object module, String message) {
    assertThatThrownBy(call)
        .isInstanceOf(ShapeException.class)
        .hasMessage(module.getClass().getSimpleName() + ".forward: " + message);
  }

  private static void assertTypeRefused(ThrowingCallable call, Object module, String message) {
    assertThatThrownBy(call)
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage(module.getClass().getSimpleName() + ".forward: " + message);
  }

  // ---- Layers

  @ParameterizedTest
  @MethodSource("layers")
  void inputHasTwoOrThreeDimensions(RecurrentLayer layer) {
    assertShapeRefused(
        () -> layer.run(Tensor.zeros(2, 2, 2, 3), null),
        layer,
        "input has shape (2, 2, 2, 3), expected 2 dimensions, or 3 with a batch");
    assertShapeRefused(
        () -> layer.run(Tensor.zeros(3), null),
        layer,
        "input has shape (3), expected 2 dimensions, or 3 with a batch");
  }

  @ParameterizedTest
  @MethodSource("layers")
  void stateHasAsManyDimensionsAsTheInput(RecurrentLayer layer) {
    assertShapeRefused(
        () -> layer.run(Tensor.zeros(4, 2, 3), states(layer, 1, 5)),
        layer,
        "initial.h has shape (1, 5), expected 3 dimensions as for batched input");
    assertShapeRefused(
        () -> layer.run(Tensor.zeros(4, 3), states(layer, 1, 1, 5)),
        layer,
        "initial.h has shape (1, 1, 5), expected 2 dimensions as for unbatched input");
  }

  @ParameterizedTest
  @MethodSource("layers")
  void inputHasTheTypeOfTheWeights(RecurrentLayer layer) {
    assertTypeRefused(
        () -> layer.run(Tensor.zeros(DType.FLOAT64, 4, 2, 3), null),
        layer,
        "input has type float64, expected float32 as the weights; convert it with to(DType)");
  }

  @ParameterizedTest
  @MethodSource("layers")
  void inputHasTheSizeOfTheLayer(RecurrentLayer layer) {
    assertShapeRefused(
        () -> layer.run(Tensor.zeros(4, 2, 7), null),
        layer,
        "input has shape (4, 2, 7), expected (seqLen, batch, inputSize=3)");
    assertShapeRefused(
        () -> layer.run(Tensor.zeros(4, 7), null),
        layer,
        "input has shape (4, 7), expected (seqLen, inputSize=3)");
  }

  @Test
  void inputOfABatchFirstLayerIsExpectedSo() {
    var lstm = new Lstm(LstmConfig.of(3, 5).withBatchFirst(true), RANDOM);
    assertShapeRefused(
        () -> lstm.forward(Tensor.zeros(2, 4, 7)),
        lstm,
        "input has shape (2, 4, 7), expected (batch, seqLen, inputSize=3)");
  }

  @ParameterizedTest
  @MethodSource("layers")
  void stateHasTheShapeOfTheLayer(RecurrentLayer layer) {
    assertShapeRefused(
        () -> layer.run(Tensor.zeros(4, 2, 3), states(layer, 2, 2, 5)),
        layer,
        "initial.h has shape (2, 2, 5), expected (1, 2, 5), which is (numLayers * numDirections,"
            + " batch, size)");
    assertShapeRefused(
        () -> layer.run(Tensor.zeros(4, 3), states(layer, 1, 6)),
        layer,
        "initial.h has shape (1, 6), expected (1, 5), which is (numLayers * numDirections, size)");
  }

  /// In PyTorch another type reaches the kernels, which complain in their own words.
  @ParameterizedTest
  @MethodSource("layers")
  void stateHasTheTypeOfTheWeights(RecurrentLayer layer) {
    assertTypeRefused(
        () -> layer.run(Tensor.zeros(4, 2, 3), states(layer, DType.FLOAT64, 1, 2, 5)),
        layer,
        "initial.h has type float64, expected float32 as the weights; convert it with to(DType)");
  }

  @Test
  void cellStateIsCheckedToo() {
    Tensor input = Tensor.zeros(4, 2, 3);
    Tensor h = Tensor.zeros(1, 2, 5);
    assertShapeRefused(
        () -> LSTM.forward(input, new LstmState(h, Tensor.zeros(1, 5))),
        LSTM,
        "initial.c has shape (1, 5), expected 3 dimensions as for batched input");
    assertShapeRefused(
        () -> LSTM.forward(input, new LstmState(h, Tensor.zeros(1, 2, 6))),
        LSTM,
        "initial.c has shape (1, 2, 6), expected (1, 2, 5), which is (numLayers * numDirections,"
            + " batch, size)");
    assertTypeRefused(
        () -> LSTM.forward(input, new LstmState(h, h.to(DType.FLOAT64))),
        LSTM,
        "initial.c has type float64, expected float32 as the weights; convert it with to(DType)");
  }

  @Test
  void stateOfAProjectionHasItsSize() {
    var lstm =
        new Lstm(
            LstmConfig.of(3, 5).withNumLayers(2).withBidirectional(true).withProjSize(2), RANDOM);
    Tensor input = Tensor.zeros(4, 2, 3);
    assertShapeRefused(
        () -> lstm.forward(input, new LstmState(Tensor.zeros(4, 2, 5), Tensor.zeros(4, 2, 5))),
        lstm,
        "initial.h has shape (4, 2, 5), expected (4, 2, 2), which is (numLayers * numDirections,"
            + " batch, size)");
    assertThat(
            lstm.forward(input, new LstmState(Tensor.zeros(4, 2, 2), Tensor.zeros(4, 2, 5)))
                .output()
                .shape())
        .hasToString("(4, 2, 4)");
  }

  @ParameterizedTest
  @MethodSource("layers")
  void thereIsAStep(RecurrentLayer layer) {
    assertShapeRefused(
        () -> layer.run(Tensor.zeros(0, 2, 3), null),
        layer,
        "input has shape (0, 2, 3), expected at least one step");
    assertShapeRefused(
        () -> layer.run(Tensor.zeros(0, 0, 3), null),
        layer,
        "input has shape (0, 0, 3), expected at least one step");
  }

  /// Each case has all the faults that come later, too.
  @ParameterizedTest
  @MethodSource("layers")
  void orderOfChecksIsPyTorchs(RecurrentLayer layer) {
    assertShapeRefused(
        () -> layer.run(Tensor.zeros(DType.FLOAT64, 0, 2, 2, 7), states(layer, 9)),
        layer,
        "input has shape (0, 2, 2, 7), expected 2 dimensions, or 3 with a batch");
    assertShapeRefused(
        () -> layer.run(Tensor.zeros(DType.FLOAT64, 0, 2, 7), states(layer, 9)),
        layer,
        "initial.h has shape (9), expected 3 dimensions as for batched input");
    assertTypeRefused(
        () -> layer.run(Tensor.zeros(DType.FLOAT64, 0, 2, 7), states(layer, 9, 9, 9)),
        layer,
        "input has type float64, expected float32 as the weights; convert it with to(DType)");
    assertShapeRefused(
        () -> layer.run(Tensor.zeros(0, 2, 7), states(layer, 9, 9, 9)),
        layer,
        "input has shape (0, 2, 7), expected (seqLen, batch, inputSize=3)");
    assertShapeRefused(
        () -> layer.run(Tensor.zeros(0, 2, 3), states(layer, 9, 9, 9)),
        layer,
        "initial.h has shape (9, 9, 9), expected (1, 2, 5), which is (numLayers * numDirections,"
            + " batch, size)");
  }

  // ---- Packed and padded sequences

  @ParameterizedTest
  @MethodSource("layers")
  void packedElementsAreRowsOfTheSizeOfTheLayer(RecurrentLayer layer) {
    PackedSequence scalars = Sequences.packPaddedSequence(Tensor.zeros(4, 2), 4, 2);
    assertShapeRefused(
        () -> layer.run(scalars, null),
        layer,
        "input has shape (6), expected (sum of lengths, inputSize=3)");
    PackedSequence wide = Sequences.packPaddedSequence(Tensor.zeros(4, 2, 7), 4, 2);
    assertShapeRefused(
        () -> layer.run(wide, null),
        layer,
        "input has shape (6, 7), expected (sum of lengths, inputSize=3)");
    PackedSequence exact = Sequences.packPaddedSequence(Tensor.zeros(DType.FLOAT64, 4, 2, 3), 4, 2);
    assertTypeRefused(
        () -> layer.run(exact, null),
        layer,
        "input has type float64, expected float32 as the weights; convert it with to(DType)");
  }

  /// PyTorch 2.13 checks the states of packed input in the kernels only.
  @ParameterizedTest
  @MethodSource("layers")
  void stateOfPackedInputIsChecked(RecurrentLayer layer) {
    PackedSequence input = Sequences.packPaddedSequence(Tensor.zeros(4, 2, 3), 4, 2);
    assertShapeRefused(
        () -> layer.run(input, states(layer, 2, 5)),
        layer,
        "initial.h has shape (2, 5), expected 3 dimensions as for batched input");
    assertShapeRefused(
        () -> layer.run(input, states(layer, 1, 3, 5)),
        layer,
        "initial.h has shape (1, 3, 5), expected (1, 2, 5), which is (numLayers * numDirections,"
            + " batch, size)");
  }

  @ParameterizedTest
  @MethodSource("layers")
  void inputWithLengthsHasABatch(RecurrentLayer layer) {
    String message = "input has shape (4, 3), expected (seqLen, batch, inputSize=3)";
    assertShapeRefused(() -> layer.run(Tensor.zeros(4, 3), new int[] {4}, null), layer, message);
    assertShapeRefused(() -> layer.inspect(Tensor.zeros(4, 3)), layer, message);
    assertShapeRefused(() -> layer.inspect(Tensor.zeros(4, 3), new int[] {4}), layer, message);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void lengthsFitTheInput(RecurrentLayer layer) {
    Tensor input = Tensor.zeros(4, 2, 3);
    assertThatThrownBy(() -> layer.run(input, new int[] {4}, null))
        .hasMessage("Sequences: 1 lengths, expected one for each of the batch=2 sequences");
    assertThatThrownBy(() -> layer.run(input, new int[] {4, 5}, null))
        .hasMessage(
            "Sequences: length of sequence 1 is 5, expected at least 0 and at most seqLen=4");
    assertShapeRefused(
        () -> layer.run(input, new int[] {4, 4}, states(layer, 1, 3, 5)),
        layer,
        "initial.h has shape (1, 3, 5), expected (1, 2, 5), which is (numLayers * numDirections,"
            + " batch, size)");
  }

  // ---- Results

  @Test
  void layersAndDirectionsOfResultsAreChecked() {
    LstmOutput out = LSTM.forward(Tensor.zeros(4, 2, 3));
    assertThatThrownBy(() -> out.hidden(1, Direction.FORWARD))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("layer is 1, expected at least 0 and less than numLayers=1");
    assertThatThrownBy(() -> out.cell(-1, Direction.FORWARD))
        .hasMessage("layer is -1, expected at least 0 and less than numLayers=1");
    assertThatThrownBy(() -> out.hidden(0, Direction.BACKWARD))
        .hasMessage("direction is BACKWARD, expected FORWARD: the layer has one");
  }

  // ---- Cells

  @ParameterizedTest
  @MethodSource("cells")
  void inputOfACellHasOneOrTwoDimensions(RecurrentCell cell) {
    assertShapeRefused(
        () -> cell.step(Tensor.zeros(2, 2, 3), null),
        cell,
        "input has shape (2, 2, 3), expected 1 dimension, or 2 with a batch");
    assertShapeRefused(
        () -> cell.step(Tensor.zeros(), null),
        cell,
        "input has shape (), expected 1 dimension, or 2 with a batch");
  }

  /// PyTorch lets the numbers of dimensions differ and complains about sizes.
  @ParameterizedTest
  @MethodSource("cells")
  void stateOfACellHasAsManyDimensionsAsTheInput(RecurrentCell cell) {
    assertShapeRefused(
        () -> cell.step(Tensor.zeros(2, 3), states(cell, 1, 2, 5)),
        cell,
        "initial.h has shape (1, 2, 5), expected 2 dimensions as the input");
    assertShapeRefused(
        () -> cell.step(Tensor.zeros(2, 3), states(cell, 5)),
        cell,
        "initial.h has shape (5), expected 2 dimensions as the input");
    assertShapeRefused(
        () -> cell.step(Tensor.zeros(3), states(cell, 1, 5)),
        cell,
        "initial.h has shape (1, 5), expected 1 dimension as the input");
  }

  @ParameterizedTest
  @MethodSource("cells")
  void inputOfACellHasItsSizeAndType(RecurrentCell cell) {
    assertShapeRefused(
        () -> cell.step(Tensor.zeros(2, 4), null),
        cell,
        "input has shape (2, 4), expected (batch, inputSize=3)");
    assertShapeRefused(
        () -> cell.step(Tensor.zeros(4), null),
        cell,
        "input has shape (4), expected (inputSize=3)");
    assertTypeRefused(
        () -> cell.step(Tensor.zeros(DType.FLOAT64, 2, 3), null),
        cell,
        "input has type float64, expected float32 as the weights; convert it with to(DType)");
  }

  @ParameterizedTest
  @MethodSource("cells")
  void stateOfACellHasItsShapeAndType(RecurrentCell cell) {
    assertShapeRefused(
        () -> cell.step(Tensor.zeros(2, 3), states(cell, 3, 5)),
        cell,
        "initial.h has shape (3, 5), expected (2, 5), which is (batch, hiddenSize)");
    assertShapeRefused(
        () -> cell.step(Tensor.zeros(3), states(cell, 6)),
        cell,
        "initial.h has shape (6), expected (5), which is (hiddenSize)");
    assertTypeRefused(
        () -> cell.step(Tensor.zeros(2, 3), states(cell, DType.FLOAT64, 2, 5)),
        cell,
        "initial.h has type float64, expected float32 as the weights; convert it with to(DType)");
  }

  @Test
  void cellStateOfACellIsCheckedToo() {
    var cell = new LstmCell(CellConfig.of(3, 5), RANDOM);
    Tensor h = Tensor.zeros(2, 5);
    assertShapeRefused(
        () -> cell.forward(Tensor.zeros(2, 3), new LstmState(h, Tensor.zeros(2, 6))),
        cell,
        "initial.c has shape (2, 6), expected (2, 5), which is (batch, hiddenSize)");
    assertShapeRefused(
        () -> cell.forward(Tensor.zeros(2, 3), new LstmState(h, Tensor.zeros(5))),
        cell,
        "initial.c has shape (5), expected 2 dimensions as the input");
  }

  @ParameterizedTest
  @MethodSource("cells")
  void orderOfChecksOfACellIsPyTorchs(RecurrentCell cell) {
    assertShapeRefused(
        () -> cell.step(Tensor.zeros(2, 4), states(cell, 1, 2, 5)),
        cell,
        "initial.h has shape (1, 2, 5), expected 2 dimensions as the input");
    assertShapeRefused(
        () -> cell.step(Tensor.zeros(2, 4), states(cell, 3, 6)),
        cell,
        "input has shape (2, 4), expected (batch, inputSize=3)");
  }

  @ParameterizedTest
  @MethodSource("cells")
  void emptyBatchOfACellIsLegal(RecurrentCell cell) {
    assertThat(cell.step(Tensor.zeros(0, 3), null).getFirst().shape()).hasToString("(0, 5)");
  }
}
