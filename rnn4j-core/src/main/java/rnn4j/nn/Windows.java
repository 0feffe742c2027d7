package rnn4j.nn;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import rnn4j.nn.SequenceRunner.Run;
import rnn4j.tensor.Tensor;

/// A long sequence, run window by window as each is asked for. States are carried on and cut off
/// from the operations before, so that gradients end where the window begins.
///
/// @param timeDim the dimension of the input that is divided
/// @param length steps of every window but the last, which may be shorter
/// @param initial states of the first window, or null for those of the beginning
/// @param output what the caller sees of a run
record Windows<O>(
    RecurrentLayer layer,
    Tensor input,
    int timeDim,
    int length,
    @Nullable List<Tensor> initial,
    Function<Run, O> output)
    implements Iterable<O> {

  @Override
  public Iterator<O> iterator() {
    return new Iterator<>() {
      private int next;
      private @Nullable List<Tensor> states = initial;

      @Override
      public boolean hasNext() {
        return next < input.size(timeDim);
      }

      @Override
      public O next() {
        if (!hasNext()) {
          throw new NoSuchElementException("Windows: there is no window after step " + next);
        }
        int end = (int) Math.min((long) next + length, input.size(timeDim));
        Run run = layer.run(input.slice(timeDim, next, end), states);
        states = run.finalStates().stream().map(Tensor::detach).toList();
        next = end;
        return output.apply(run);
      }
    };
  }
}
