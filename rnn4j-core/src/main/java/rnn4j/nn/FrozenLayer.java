package rnn4j.nn;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import rnn4j.cell.Direction;
import rnn4j.cell.FrozenStack;
import rnn4j.cell.RecurrentStack;
import rnn4j.engine.pass.Stepper;
import rnn4j.nn.SequenceRunner.PackedRun;
import rnn4j.nn.SequenceRunner.Run;
import rnn4j.tensor.DType;
import rnn4j.tensor.Gradients;
import rnn4j.tensor.Tensor;
import rnn4j.threads.Workers;

/// A recurrent layer for serving: the weights of the moment at which it was
/// [frozen][RecurrentLayer#freeze()], packed once, as in evaluation mode and without gradients.
///
/// Immutable: any number of threads, virtual ones too, share one. It runs whole sequences, and
/// streams one step at a time:
///
/// ```java
/// FrozenLayer frozen = lstm.freeze();
/// StreamState stream = frozen.newStream();        // one for each key
/// float[] output = new float[frozen.outputSize()];
/// frozen.step(event, stream, output);             // nothing is allocated here
/// byte[] saved = stream.toBytes();                // and later, anywhere:
/// stream = frozen.streamOf(saved);
/// ```
///
/// A step gives the bits that the same step has within a whole sequence, alone or beside other
/// streams.
public final class FrozenLayer {
  /// The most streams that are computed together; more take turns.
  private static final int TOGETHER = 64;

  private final WeightStorage storage;
  private final LayerOptions options;
  private final RecurrentStack stack;
  private final FrozenStack frozen;
  private final SequenceRunner runner;
  private final StateLayout layout;
  private final StreamState beginning;
  private final StepSpaces single;
  private final StepSpaces together;

  /// @param name of the layer's class
  /// @param beginning what streams begin with, (numLayers * numDirections, 1, size) each
  /// @param storage how `frozen` keeps its weights
  FrozenLayer(
      String name,
      LayerOptions options,
      RecurrentStack stack,
      FrozenStack frozen,
      List<Tensor> beginning,
      WeightStorage storage) {
    this.storage = storage;
    this.options = options;
    this.stack = stack;
    this.frozen = frozen;
    this.runner =
        new SequenceRunner(
            name,
            options,
            stack,
            frozen::forward,
            batch -> batch == 1 ? beginning : repeated(beginning, batch));
    this.layout =
        new StateLayout(
            options.dtype(),
            stack.numLayers() * stack.numDirections(),
            stack.layer(0).stateNames(),
            stack.layer(0).stateSizes());
    this.beginning = new StreamState(layout, layout.zeros());
    for (int s = 0; s < beginning.size(); s++) {
      int size = layout.sizes().get(s);
      for (int layer = 0; layer < layout.numLayers(); layer++) {
        beginning
            .get(s)
            .data()
            .copyTo(layer * size, this.beginning.values(), layout.offset(layer, s), size);
      }
    }
    this.single = new StepSpaces(() -> space(1));
    this.together = new StepSpaces(() -> space(TOGETHER));
  }

  private static List<Tensor> repeated(List<Tensor> states, int batch) {
    return states.stream().map(state -> state.expand(state.size(0), batch, state.size(2))).toList();
  }

  private StepSpace space(int capacity) {
    return new StepSpace(layout, frozen, inputSize(), outputSize(), capacity);
  }

  /// Returns how many elements the input of a step has.
  public int inputSize() {
    return options.inputSize();
  }

  /// Returns how many elements the output of a step has.
  public int outputSize() {
    return stack.outputSize();
  }

  /// Returns the type of weights, input and states.
  public DType dtype() {
    return options.dtype();
  }

  /// Returns in words what runs when this layer is called, and why.
  public String explain() {
    return new Explanation(toString(), stack, dtype(), storage).toString();
  }

  /// Returns in words what runs for input of one length and batch, how threads share it, and how
  /// much memory it takes.
  ///
  /// @throws IllegalArgumentException if one of them is negative
  public String explain(int seqLen, int batch) {
    Sizes.requireAtLeast("FrozenLayer.explain", "seqLen", seqLen, 0);
    Sizes.requireAtLeast("FrozenLayer.explain", "batch", batch, 0);
    return new Explanation(toString(), stack, dtype(), storage).of(seqLen, batch).toString();
  }

  /// Brings this layer to speed before traffic comes: runs it on zeros, for one to five seconds,
  /// until it gets no quicker. A JVM interprets a method until it has been run often; the first
  /// steps are a hundred times slower than later ones.
  public void warmUp() {
    new WarmUp(this).run();
  }

  FrozenStack frozen() {
    return frozen;
  }

  List<Direction> directions() {
    return stack.directions();
  }

  boolean isBatchFirst() {
    return options.batchFirst();
  }

  /// Returns how the weight matrices are kept.
  public WeightStorage storage() {
    return storage;
  }

  // ---- Whole sequences

  /// Runs whole sequences from where streams begin.
  ///
  /// @param input (seqLen, batch, inputSize), or (batch, seqLen, inputSize) when batch-first, or
  ///   (seqLen, inputSize) for one sequence without a batch
  /// @throws IllegalArgumentException if its shape or type doesn't fit
  public CellOutput forward(Tensor input) {
    return output(Gradients.off(() -> runner.run(input, null)));
  }

  /// Runs whole sequences from given states.
  ///
  /// @param initial by name, (numLayers * numDirections, batch, size) each; without batch if the
  ///   input has none
  /// @throws IllegalArgumentException if shapes, types or names don't fit
  public CellOutput forward(Tensor input, Map<String, Tensor> initial) {
    return output(Gradients.off(() -> runner.run(input, inOrder(initial))));
  }

  /// Runs sequences of different lengths, in any order. Padding is never read; the output there is
  /// zero.
  ///
  /// @param lengths of each sequence, from zero to `seqLen`
  /// @throws IllegalArgumentException if shapes, lengths or types don't fit
  public CellOutput forward(Tensor input, int[] lengths) {
    return output(Gradients.off(() -> runner.run(input, lengths, null)));
  }

  /// Runs sequences of different lengths, in any order, from given states.
  ///
  /// @throws IllegalArgumentException if shapes, lengths, types or names don't fit
  public CellOutput forward(Tensor input, int[] lengths, Map<String, Tensor> initial) {
    return output(Gradients.off(() -> runner.run(input, lengths, inOrder(initial))));
  }

  /// Runs packed sequences.
  ///
  /// @throws IllegalArgumentException if shapes or types don't fit
  public CellPackedOutput forward(PackedSequence input) {
    PackedRun run = Gradients.off(() -> runner.run(input, null));
    return new CellPackedOutput(run.output(), NamedStates.of(layout.names(), run.finalStates()));
  }

  private CellOutput output(Run run) {
    return new CellOutput(
        run.output(),
        NamedStates.of(layout.names(), run.finalStates()),
        stack.numDirections(),
        stack.merge());
  }

  private List<Tensor> inOrder(Map<String, Tensor> states) {
    return NamedStates.inOrder("FrozenLayer.forward", layout.names(), states);
  }

  // ---- Streams

  /// Returns a stream at its beginning.
  public StreamState newStream() {
    return beginning.copy();
  }

  /// Returns the stream that [StreamState#toBytes()] saved.
  ///
  /// @throws IllegalArgumentException if the bytes are damaged, or come from layers with other
  ///   states
  public StreamState streamOf(byte[] saved) {
    return StreamState.of(saved, layout);
  }

  /// Moves a stream on by one step. Allocates nothing.
  ///
  /// @param input `inputSize` elements
  /// @param output `outputSize` elements, written
  /// @throws IllegalArgumentException if a length doesn't fit, the weights are of double precision,
  ///   or the stream is one of other layers
  /// @throws IllegalStateException if the stream is in another step at the same time, or a layer
  ///   goes backward over time
  public void step(float[] input, StreamState stream, float[] output) {
    step(DType.FLOAT32, input, input.length, stream, output, output.length);
  }

  /// Moves a stream on by one step, in double precision. Allocates nothing.
  ///
  /// @throws IllegalArgumentException if a length doesn't fit, the weights are of single precision,
  ///   or the stream is one of other layers
  /// @throws IllegalStateException if the stream is in another step at the same time, or a layer
  ///   goes backward over time
  public void step(double[] input, StreamState stream, double[] output) {
    step(DType.FLOAT64, input, input.length, stream, output, output.length);
  }

  private void step(
      DType type,
      Object input,
      int inputLength,
      StreamState stream,
      Object output,
      int outputLength) {
    requireFit(type, 1, inputLength, outputLength);
    requireOwn(stream);
    stream.enter();
    try {
      StepSpace space = single.take();
      space.step(stream, input, output);
      single.giveBack(space);
    } finally {
      stream.leave();
    }
  }

  /// Moves many streams on by one step, together. They may be others at each call.
  ///
  /// @param inputs (streams, inputSize), row-major
  /// @param outputs (streams, outputSize), row-major, written
  /// @throws IllegalArgumentException if a length doesn't fit, the weights are of double precision,
  ///   or a stream is one of other layers
  /// @throws IllegalStateException if a stream is in another step at the same time or stands twice
  ///   in the list, or a layer goes backward over time; then no stream is moved on
  public void step(List<StreamState> streams, float[] inputs, float[] outputs) {
    step(DType.FLOAT32, inputs, inputs.length, streams, outputs, outputs.length);
  }

  /// Moves many streams on by one step, together, in double precision.
  ///
  /// @throws IllegalArgumentException if a length doesn't fit, the weights are of single precision,
  ///   or a stream is one of other layers
  /// @throws IllegalStateException if a stream is in another step at the same time or stands twice
  ///   in the list, or a layer goes backward over time; then no stream is moved on
  public void step(List<StreamState> streams, double[] inputs, double[] outputs) {
    step(DType.FLOAT64, inputs, inputs.length, streams, outputs, outputs.length);
  }

  private void step(
      DType type,
      Object inputs,
      int inputLength,
      List<StreamState> streams,
      Object outputs,
      int outputLength) {
    int count = streams.size();
    requireFit(type, count, inputLength, outputLength);
    for (int i = 0; i < count; i++) {
      requireOwn(streams.get(i));
    }
    int entered = 0;
    try {
      for (; entered < count; entered++) {
        streams.get(entered).enter();
      }
      int parts = Workers.parts(count / Stepper.MANY_ROWS, count * frozen.work());
      if (parts == 1) {
        step(streams, 0, count, inputs, outputs);
      } else {
        Workers.run(
            parts,
            part ->
                step(
                    streams,
                    Workers.start(count, parts, part),
                    Workers.start(count, parts, part + 1),
                    inputs,
                    outputs));
      }
    } finally {
      for (int i = 0; i < entered; i++) {
        streams.get(i).leave();
      }
    }
  }

  private void step(List<StreamState> streams, int from, int to, Object inputs, Object outputs) {
    StepSpace space = together.take();
    for (int at = from; at < to; at += TOGETHER) {
      space.step(streams, at, Math.min(TOGETHER, to - at), inputs, outputs);
    }
    together.giveBack(space);
  }

  private void requireFit(DType type, int streams, int inputs, int outputs) {
    if (type != dtype()) {
      throw new IllegalArgumentException(
          "FrozenLayer.step: input has type %s, expected %s as the weights"
              .formatted(type, dtype()));
    }
    if (inputs != (long) streams * inputSize() || outputs != (long) streams * outputSize()) {
      throw new IllegalArgumentException(
          "FrozenLayer.step: %d streams, input of %d elements and output of %d, expected %d and %d a stream"
              .formatted(streams, inputs, outputs, inputSize(), outputSize()));
    }
  }

  private void requireOwn(StreamState stream) {
    if (!stream.layout().equals(layout)) {
      throw new IllegalArgumentException(
          "FrozenLayer.step: a stream has states %s, expected %s"
              .formatted(stream.layout(), layout));
    }
  }

  @Override
  public String toString() {
    return "FrozenLayer(%s, input_size=%d, weights %s)"
        .formatted(layout, inputSize(), storage.name().toLowerCase(Locale.ROOT));
  }
}
