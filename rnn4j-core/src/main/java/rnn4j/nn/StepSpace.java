package rnn4j.nn;

import java.util.ArrayList;
import java.util.List;
import rnn4j.cell.FrozenStack;
import rnn4j.engine.pass.Stepper;
import rnn4j.kernel.Data;
import rnn4j.kernel.DoubleData;
import rnn4j.kernel.FloatData;

/// The memory in which frozen layers compute one step of some streams. Belongs to one thread at a
/// time.
final class StepSpace {
  private final int inputSize;
  private final int outputSize;
  private final Data input;
  private final Data output;
  private final List<Stepper> steppers;

  /// Copies of a state's elements between a stream and a row of this space.
  private final List<Place> places = new ArrayList<>();

  private record Place(Data rows, int size, int offset) {}

  /// @param capacity the most streams of a step
  StepSpace(StateLayout layout, FrozenStack stack, int inputSize, int outputSize, int capacity) {
    this.inputSize = inputSize;
    this.outputSize = outputSize;
    this.input = layout.zeros().zeros(capacity * inputSize);
    this.steppers = stack.steppers(input, capacity);
    this.output = steppers.getLast().output();
    for (int layer = 0; layer < steppers.size(); layer++) {
      for (int s = 0; s < layout.sizes().size(); s++) {
        Data rows = steppers.get(layer).states().get(s);
        places.add(new Place(rows, layout.sizes().get(s), layout.offset(layer, s)));
      }
    }
  }

  /// Moves streams on by one step.
  ///
  /// @param from number of the first stream
  /// @param count how many, no more than the capacity
  /// @param inputs `(streams, inputSize)`, an array of the elements' type
  /// @param outputs `(streams, outputSize)`, an array of the elements' type
  void step(List<StreamState> streams, int from, int count, Object inputs, Object outputs) {
    for (int row = 0; row < count; row++) {
      take(streams.get(from + row), row);
    }
    System.arraycopy(inputs, from * inputSize, array(input), 0, count * inputSize);
    run(count);
    System.arraycopy(array(output), 0, outputs, from * outputSize, count * outputSize);
    for (int row = 0; row < count; row++) {
      give(streams.get(from + row), row);
    }
  }

  /// Moves one stream on by one step.
  void step(StreamState stream, Object inputs, Object outputs) {
    take(stream, 0);
    System.arraycopy(inputs, 0, array(input), 0, inputSize);
    run(1);
    System.arraycopy(array(output), 0, outputs, 0, outputSize);
    give(stream, 0);
  }

  private void run(int rows) {
    for (int layer = 0; layer < steppers.size(); layer++) {
      steppers.get(layer).step(rows);
    }
  }

  private void take(StreamState stream, int row) {
    for (int i = 0; i < places.size(); i++) {
      Place place = places.get(i);
      stream.values().copyTo(place.offset, place.rows, row * place.size, place.size);
    }
  }

  private void give(StreamState stream, int row) {
    for (int i = 0; i < places.size(); i++) {
      Place place = places.get(i);
      place.rows.copyTo(row * place.size, stream.values(), place.offset, place.size);
    }
  }

  private static Object array(Data data) {
    return switch (data) {
      case FloatData floats -> floats.array();
      case DoubleData doubles -> doubles.array();
    };
  }
}
