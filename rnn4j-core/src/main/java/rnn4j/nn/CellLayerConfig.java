package rnn4j.nn;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import rnn4j.cell.Cell;
import rnn4j.cell.Direction;
import rnn4j.cell.Initializer;
import rnn4j.cell.Merge;
import rnn4j.cell.Regularization;
import rnn4j.tensor.DType;

/// The options of a [CellLayer]. Values never change; each `withX` returns a changed copy.
///
/// @param cell the equations of one step
/// @param inputSize elements of the input at each step, at least 1
/// @param numLayers layers stacked on one another, at least 1
/// @param batchFirst whether input and output are (batch, seqLen, ...) instead of (seqLen, batch,
///   ...); states are never batch-first
/// @param dropout probability in [0, 1] with which an element of the output of every layer but the
///   last is zeroed in training, anew at each step
/// @param directions in which each layer runs: one, or forward and backward
/// @param merge how the outputs of two directions become one
/// @param regularization noise within the steps in training
/// @param learnableState whether the states before the first step are parameters, `{state}_0`,
///   (numLayers * numDirections, 1, size), instead of zeros
/// @param initializers how parameters begin, by the name the cell gives them, where not as the cell
///   says or from U(-1/sqrt(n), 1/sqrt(n)), n being the size of the cell's first state
/// @param dtype type of the parameters, of the input and of the states
public record CellLayerConfig(
    Cell cell,
    int inputSize,
    int numLayers,
    boolean batchFirst,
    double dropout,
    List<Direction> directions,
    Merge merge,
    Regularization regularization,
    boolean learnableState,
    Map<String, Initializer> initializers,
    DType dtype) {

  /// Checks sizes and directions; the rest is checked by the layer.
  ///
  /// @throws IllegalArgumentException if one is out of its range
  public CellLayerConfig {
    directions = List.copyOf(directions);
    initializers = Map.copyOf(initializers);
    Sizes.requireAtLeast("CellLayerConfig", "inputSize", inputSize, 1);
    Sizes.requireAtLeast("CellLayerConfig", "numLayers", numLayers, 1);
    if (directions.size() != 1
        && !directions.equals(List.of(Direction.FORWARD, Direction.BACKWARD))) {
      throw new IllegalArgumentException(
          "CellLayerConfig: directions are %s, expected one, or [FORWARD, BACKWARD]"
              .formatted(directions));
    }
  }

  /// Returns one layer of a cell that runs forward.
  public static CellLayerConfig of(Cell cell, int inputSize) {
    return new CellLayerConfig(
        cell,
        inputSize,
        1,
        false,
        0,
        List.of(Direction.FORWARD),
        Merge.CONCATENATE,
        Regularization.NONE,
        false,
        Map.of(),
        DType.FLOAT32);
  }

  /// Returns these options with another number of layers.
  public CellLayerConfig withNumLayers(int value) {
    return new CellLayerConfig(
        cell,
        inputSize,
        value,
        batchFirst,
        dropout,
        directions,
        merge,
        regularization,
        learnableState,
        initializers,
        dtype);
  }

  /// Returns these options with the batch or the time as first dimension.
  public CellLayerConfig withBatchFirst(boolean value) {
    return new CellLayerConfig(
        cell,
        inputSize,
        numLayers,
        value,
        dropout,
        directions,
        merge,
        regularization,
        learnableState,
        initializers,
        dtype);
  }

  /// Returns these options with another dropout probability between layers.
  public CellLayerConfig withDropout(double value) {
    return new CellLayerConfig(
        cell,
        inputSize,
        numLayers,
        batchFirst,
        value,
        directions,
        merge,
        regularization,
        learnableState,
        initializers,
        dtype);
  }

  /// Returns these options with other directions.
  public CellLayerConfig withDirections(Direction... value) {
    return new CellLayerConfig(
        cell,
        inputSize,
        numLayers,
        batchFirst,
        dropout,
        List.of(value),
        merge,
        regularization,
        learnableState,
        initializers,
        dtype);
  }

  /// Returns these options with both directions, merged in a certain way.
  public CellLayerConfig withBidirectional(Merge value) {
    return new CellLayerConfig(
        cell,
        inputSize,
        numLayers,
        batchFirst,
        dropout,
        List.of(Direction.FORWARD, Direction.BACKWARD),
        value,
        regularization,
        learnableState,
        initializers,
        dtype);
  }

  /// Returns these options with noise in training.
  public CellLayerConfig withRegularization(Regularization value) {
    return new CellLayerConfig(
        cell,
        inputSize,
        numLayers,
        batchFirst,
        dropout,
        directions,
        merge,
        value,
        learnableState,
        initializers,
        dtype);
  }

  /// Returns these options with initial states that are parameters, or zeros.
  public CellLayerConfig withLearnableState(boolean value) {
    return new CellLayerConfig(
        cell,
        inputSize,
        numLayers,
        batchFirst,
        dropout,
        directions,
        merge,
        regularization,
        value,
        initializers,
        dtype);
  }

  /// Returns these options with another beginning of the parameters of a name.
  ///
  /// @param parameter as the cell names it, such as `bias_ih`
  public CellLayerConfig withInitializer(String parameter, Initializer value) {
    Map<String, Initializer> changed = new LinkedHashMap<>(initializers);
    changed.put(parameter, value);
    return new CellLayerConfig(
        cell,
        inputSize,
        numLayers,
        batchFirst,
        dropout,
        directions,
        merge,
        regularization,
        learnableState,
        changed,
        dtype);
  }

  /// Returns these options with another element type.
  public CellLayerConfig withDtype(DType value) {
    return new CellLayerConfig(
        cell,
        inputSize,
        numLayers,
        batchFirst,
        dropout,
        directions,
        merge,
        regularization,
        learnableState,
        initializers,
        value);
  }
}
