package rnn4j.io.pickle;

import java.util.ArrayList;
import java.util.List;
import rnn4j.io.WeightFormatException;

/// The stack of a pickle, with marks, and the limits on what is pushed there.
final class PickleStack {
  /// What begins values that are later popped together.
  private enum Mark {
    MARK
  }

  private final PickleInput in;
  private final ArrayList<Object> values = new ArrayList<>();
  private int pushes;
  private int containers;

  PickleStack(PickleInput in) {
    this.in = in;
  }

  void push(Object value) throws WeightFormatException {
    if (++pushes > PickleReader.MAX_PUSHES) {
      throw in.fault("has more than %d values, expected fewer".formatted(PickleReader.MAX_PUSHES));
    }
    boolean container =
        value instanceof PyDict || value instanceof PyList || value instanceof PyObject;
    if (container && ++containers > PickleReader.MAX_VALUES) {
      throw in.fault(
          "has more than %d containers, expected fewer".formatted(PickleReader.MAX_VALUES));
    }
    values.add(value);
  }

  void mark() throws WeightFormatException {
    push(Mark.MARK);
  }

  Object peek() throws WeightFormatException {
    if (values.isEmpty() || values.getLast() == Mark.MARK) {
      throw in.fault("takes a value from an empty stack");
    }
    return values.getLast();
  }

  Object pop() throws WeightFormatException {
    Object value = peek();
    values.removeLast();
    return value;
  }

  /// Takes one value or mark away.
  void popOrMark() throws WeightFormatException {
    if (values.isEmpty()) {
      throw in.fault("takes a value from an empty stack");
    }
    values.removeLast();
  }

  /// Returns the last values, the last one last.
  List<Object> pop(int count) throws WeightFormatException {
    var popped = new Object[count];
    for (int i = count - 1; i >= 0; i--) {
      popped[i] = pop();
    }
    return new ArrayList<>(List.of(popped));
  }

  /// Returns the values after the last mark, and takes them and the mark away.
  List<Object> popToMark() throws WeightFormatException {
    int mark = values.size() - 1;
    while (mark >= 0 && values.get(mark) != Mark.MARK) {
      mark--;
    }
    if (mark < 0) {
      throw in.fault("goes back to a mark, expected one before it");
    }
    List<Object> popped = new ArrayList<>(values.subList(mark + 1, values.size()));
    values.subList(mark, values.size()).clear();
    return popped;
  }
}
