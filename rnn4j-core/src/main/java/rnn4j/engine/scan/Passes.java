package rnn4j.engine.scan;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rnn4j.engine.pass.BackwardPass;
import rnn4j.engine.pass.BackwardWindow;
import rnn4j.engine.pass.ForwardPass;
import rnn4j.engine.pass.Memory;
import rnn4j.engine.pass.Steps;
import rnn4j.engine.program.Program;
import rnn4j.kernel.Data;
import rnn4j.kernel.Kernels;
import rnn4j.kernel.choice.ChosenKernels;

/// The passes of one scan, forward and backward.
///
/// Time may be divided into segments. Then the forward pass keeps the states at the beginning of
/// each, and the values of the last one only; the backward pass computes those of the others anew,
/// one segment at a time (Chen et al. 2016, arXiv:1604.06174). All sums go on across segments, so
/// that gradients have the same bits.
///
/// A backward pass gives the memory of all values back, see [rnn4j.kernel.SpareMemory], and needs
/// the weights no more. Another one over the same steps computes the values anew, in the same way.
final class Passes {
  private final ReadyProgram ready;
  private final Program program;
  private final Kernels kernels;
  private final List<Data> parameters;
  private final Data input;
  private final Steps steps;
  private final boolean reverse;
  private final List<Data> given;
  private final int batch;
  private final List<Segment> segments = new ArrayList<>();
  private final List<List<Data>> starts = new ArrayList<>();
  private @Nullable CurrentWeights weights;
  private @Nullable ForwardPass last;

  /// Some steps that follow one another in the order of the scan.
  ///
  /// @param row number of their first row among all
  private record Segment(Steps steps, int row) {}

  /// @param input `(rows, inputSize)`
  /// @param given `(rows, width)` or `(batch, width)` each
  /// @param length steps of a segment; zero for one segment
  Passes(
      ReadyProgram ready,
      List<Data> parameters,
      Data input,
      Steps steps,
      boolean reverse,
      List<Data> given,
      int batch,
      int length) {
    this.ready = ready;
    this.program = ready.program();
    this.kernels = ChosenKernels.of(input);
    this.parameters = parameters;
    this.input = input;
    this.steps = steps;
    this.reverse = reverse;
    this.given = given;
    this.batch = batch;
    int seqLen = steps.seqLen();
    int stride = length == 0 ? Math.max(seqLen, 1) : length;
    for (int from = 0; from == 0 || from < seqLen; from += stride) {
      int to = Math.min(from + stride, seqLen);
      int first = reverse ? seqLen - to : from;
      int end = reverse ? seqLen - from : to;
      segments.add(new Segment(steps.part(first, end), steps.offset(first)));
    }
  }

  Program program() {
    return program;
  }

  boolean reverse() {
    return reverse;
  }

  int batch() {
    return batch;
  }

  /// Runs all steps forward.
  ///
  /// @param states overwritten with the final states
  /// @param training whether there will be a backward pass
  /// @return the output of all steps
  Data forward(List<Data> states, boolean training) {
    int width = program.outputSize();
    if (!training) {
      ForwardPass pass = pass(new Segment(steps, 0), states, false);
      pass.run();
      release();
      return pass.output();
    }
    if (segments.size() == 1) {
      starts.add(states.stream().map(Data::copy).toList());
      last = pass(segments.getFirst(), states, true);
      last.run();
      return last.output();
    }
    Data output = Memory.zeros(input, steps.rows(), width);
    for (Segment segment : segments) {
      starts.add(states.stream().map(Data::copy).toList());
      last = pass(segment, states, segment.equals(segments.getLast()));
      last.run();
      last.output().copyTo(0, output, segment.row * width, segment.steps.rows() * width);
    }
    return output;
  }

  private ForwardPass pass(Segment segment, List<Data> states, boolean training) {
    List<Data> ofSegment = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      ofSegment.add(program.forward().isPerStep(i) ? rows(given.get(i), segment) : given.get(i));
    }
    return new ForwardPass(
        program.forward(),
        ready.bodies().forward(kernels, training),
        weights().packed(),
        rows(input, segment),
        segment.steps,
        reverse,
        states,
        ofSegment,
        batch,
        training);
  }

  /// Returns the rows of a segment: a copy, unless they are all rows.
  private Data rows(Data all, Segment segment) {
    int rows = segment.steps.rows();
    if (rows == steps.rows()) {
      return all;
    }
    int width = all.length() / steps.rows();
    Data part = all.zeros(rows * width);
    all.copyTo(segment.row * width, part, 0, rows * width);
    return part;
  }

  /// Sums up gradients.
  interface Sums {
    /// Adds what the steps of a window add.
    void add(Memory memory, Steps steps, BackwardWindow window);
  }

  /// Runs all steps backward.
  ///
  /// @param gradOutput `(rows, outputSize)`
  /// @param stateGradients of the final states; overwritten with those of the initial states
  /// @param inputWanted whether the gradient of the input is
  /// @param atATime rows of a window, see [BackwardWindow#of]
  /// @param sums called with memory where the gradients of all sums of products stand for the rows
  ///   of a window, the last one first
  /// @return the gradient of the input, null if it isn't wanted
  @Nullable Data backward(
      Data gradOutput, List<Data> stateGradients, boolean inputWanted, int atATime, Sums sums) {
    int inputSize = program.forward().inputSize();
    boolean whole = segments.size() == 1;
    Data gradInput = inputWanted && !whole ? Memory.zeros(input, steps.rows(), inputSize) : null;
    for (int s = segments.size() - 1; s >= 0; s--) {
      Segment segment = segments.get(s);
      ForwardPass values = last != null && s == segments.size() - 1 ? last : again(s);
      last = null;
      var pass =
          new BackwardPass(
              ready.bodies(),
              weights().backward(),
              values.memory(),
              rows(input, segment),
              segment.steps,
              reverse,
              batch,
              rows(gradOutput, segment),
              stateGradients,
              inputWanted,
              atATime);
      Memory memory = values.memory();
      pass.run(window -> sums.add(memory, segment.steps, window));
      Data part = pass.inputGradient();
      if (whole) {
        gradInput = part;
      } else if (gradInput != null && part != null) {
        part.copyTo(0, gradInput, segment.row * inputSize, segment.steps.rows() * inputSize);
      }
      memory.release();
    }
    release();
    return gradInput;
  }

  private CurrentWeights weights() {
    if (weights == null) {
      weights = ready.weights().use(kernels, parameters);
    }
    return weights;
  }

  private void release() {
    if (weights != null) {
      weights.release();
      weights = null;
    }
  }

  /// Computes the values of a segment once more.
  private ForwardPass again(int segment) {
    List<Data> states = starts.get(segment).stream().map(Data::copy).toList();
    ForwardPass pass = pass(segments.get(segment), states, true);
    pass.run();
    return pass;
  }
}
