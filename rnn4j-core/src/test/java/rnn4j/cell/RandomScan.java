package rnn4j.cell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import rnn4j.engine.pass.Steps;
import rnn4j.engine.scan.Scan;
import rnn4j.tensor.DType;
import rnn4j.tensor.Indices;
import rnn4j.tensor.Tensor;

/// A random cell with all that a scan of it takes: parameters, a packed batch, initial states, a
/// direction, and a weight for each result, whose weighted sum is the loss.
///
/// @param batchSizes sequences in each step; not all sequences need have one
/// @param initial (batch, size) each
/// @param weights of the output and of each final state
@SuppressWarnings("ArrayRecordComponent") // never compared
record RandomScan(
    RandomCell cell,
    boolean reverse,
    int[] batchSizes,
    List<Tensor> parameters,
    Tensor input,
    List<Tensor> initial,
    List<Tensor> weights) {

  /// Draws a scan.
  ///
  /// @param scale all widths are multiples of it
  static RandomScan draw(SplittableRandom draw, int scale, int batch, DType dtype) {
    var cell = new RandomCell(draw, scale);
    int[] batchSizes = new int[draw.nextInt(1, 5)];
    int size = draw.nextInt(1, batch + 1);
    for (int t = 0; t < batchSizes.length; t++) {
      batchSizes[t] = size;
      size = draw.nextInt(4) == 0 ? draw.nextInt(1, size + 1) : size;
    }
    int rows = Arrays.stream(batchSizes).sum();
    List<Tensor> initial = new ArrayList<>();
    List<Tensor> weights = new ArrayList<>();
    weights.add(uniform(draw, rows, cell.outputSize()));
    for (int stateSize : cell.stateSizes()) {
      initial.add(uniform(draw, batch, stateSize));
      weights.add(uniform(draw, batch, stateSize));
    }
    var scan =
        new RandomScan(
            cell,
            draw.nextBoolean(),
            batchSizes,
            cell.drawParameters(),
            uniform(draw, rows, cell.inputSize()),
            initial,
            weights);
    return scan.to(dtype);
  }

  private static Tensor uniform(SplittableRandom draw, int rows, int columns) {
    return Tensor.of(draw.doubles((long) rows * columns, -1, 1).toArray(), rows, columns);
  }

  /// Returns the same scan with elements of another type.
  RandomScan to(DType dtype) {
    return new RandomScan(
        cell,
        reverse,
        batchSizes,
        to(dtype, parameters),
        input.to(dtype),
        to(dtype, initial),
        to(dtype, weights));
  }

  private static List<Tensor> to(DType dtype, List<Tensor> tensors) {
    return tensors.stream().map(tensor -> tensor.to(dtype)).toList();
  }

  /// Returns a scan of one of the sequences.
  RandomScan alone(int sequence) {
    int[] rows = rows(sequence);
    int[] ones = new int[rows.length];
    Arrays.fill(ones, 1);
    return new RandomScan(
        cell,
        reverse,
        ones,
        parameters,
        input.indexSelect(0, Indices.of(rows)),
        initial.stream().map(state -> state.slice(0, sequence, sequence + 1)).toList(),
        weights);
  }

  /// Returns the rows of one sequence, first step first.
  int[] rows(int sequence) {
    int[] offsets = new int[batchSizes.length + 1];
    Arrays.setAll(offsets, t -> IntStream.of(batchSizes).limit(t).sum());
    return IntStream.range(0, batchSizes.length)
        .filter(t -> sequence < batchSizes[t])
        .map(t -> offsets[t] + sequence)
        .toArray();
  }

  int batch() {
    return initial.getFirst().size(0);
  }

  /// Returns all that gradients are taken to.
  List<Tensor> leaves() {
    return Stream.of(List.of(input), initial, parameters).flatMap(List::stream).toList();
  }

  /// Returns the output and the final states as the engine computes them.
  List<Tensor> scanned() {
    Scan.Result result =
        Scan.run(
            CellProgram.of(cell, cell.inputSize()).program(),
            parameters,
            input,
            Steps.of(batchSizes),
            reverse,
            initial);
    return Stream.concat(Stream.of(result.output()), result.finalStates().stream()).toList();
  }

  /// Returns how the output and the final states change along a direction, as the engine computes
  /// it.
  ///
  /// @param direction for each of the [leaves][#leaves()]
  List<Tensor> changes(List<Tensor> direction) {
    int states = initial.size();
    Map<Integer, Tensor> moving = new HashMap<>();
    for (int p = 0; p < parameters.size(); p++) {
      moving.put(p, direction.get(1 + states + p));
    }
    Scan.Result result =
        CellProgram.of(cell, cell.inputSize())
            .along(
                parameters,
                moving,
                input,
                direction.getFirst(),
                Steps.of(batchSizes),
                reverse,
                initial,
                direction.subList(1, 1 + states));
    return Stream.concat(Stream.of(result.output()), result.finalStates().stream()).toList();
  }

  /// Returns the output and the final states by the meaning of the equations.
  List<Tensor> evaluated() {
    Tensor[] outputs = new Tensor[input.size(0)];
    List<List<Tensor>> finals = new ArrayList<>();
    initial.forEach(_ -> finals.add(new ArrayList<>()));
    for (int n = 0; n < batch(); n++) {
      int sequence = n;
      List<Tensor> states =
          initial.stream().map(state -> state.slice(0, sequence, sequence + 1)).toList();
      int[] rows = rows(sequence);
      for (int s = 0; s < rows.length; s++) {
        int row = rows[reverse ? rows.length - 1 - s : s];
        Tensor x = input.slice(0, row, row + 1);
        RandomCell.StepResult result = cell.evaluate(parameters, x, states);
        states = result.next();
        outputs[row] = result.output();
      }
      for (int s = 0; s < states.size(); s++) {
        finals.get(s).add(states.get(s));
      }
    }
    Stream<Tensor> finalStates = finals.stream().map(states -> Tensor.concat(0, states));
    return Stream.concat(Stream.of(Tensor.concat(0, List.of(outputs))), finalStates).toList();
  }

  /// Returns the gradient of the loss at each leaf, zeros where none arrives.
  List<Tensor> gradients(List<Tensor> results) {
    leaves().forEach(leaf -> leaf.setGrad(null));
    Tensor loss = Tensor.zeros(input.dtype());
    for (int i = 0; i < results.size(); i++) {
      loss = loss.plus(results.get(i).times(weights.get(i)).sum());
    }
    loss.backward();
    List<Tensor> gradients = new ArrayList<>();
    for (Tensor leaf : leaves()) {
      Tensor gradient = leaf.grad();
      gradients.add(
          gradient == null ? Tensor.zeros(leaf.dtype(), leaf.shape().toArray()) : gradient);
    }
    return gradients;
  }

  /// Asks for gradients to all leaves, and returns this.
  RandomScan recorded() {
    leaves().forEach(leaf -> leaf.requiresGrad(true));
    return this;
  }
}
