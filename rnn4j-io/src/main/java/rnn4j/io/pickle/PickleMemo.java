package rnn4j.io.pickle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rnn4j.io.WeightFormatException;

/// What a pickle remembers by number. Picklers count up, so numbers far beyond are refused before
/// memory is taken for them.
final class PickleMemo {
  private final PickleInput in;
  private final List<@Nullable Object> values = new ArrayList<>();

  PickleMemo(PickleInput in) {
    this.in = in;
  }

  void put(Object number, Object value) throws WeightFormatException {
    if (!(number instanceof Long index && index >= 0 && index < PickleReader.MAX_PUSHES)) {
      throw in.fault(
          "remembers a value as number %s, expected one from 0 to %d"
              .formatted(number, PickleReader.MAX_PUSHES - 1));
    }
    int i = index.intValue();
    if (i >= values.size()) {
      values.addAll(Collections.nCopies(i + 1 - values.size(), null));
    }
    values.set(i, value);
  }

  void add(Object value) throws WeightFormatException {
    put((long) values.size(), value);
  }

  Object get(Object number) throws WeightFormatException {
    Object value =
        number instanceof Long index && index >= 0 && index < values.size()
            ? values.get(index.intValue())
            : null;
    if (value == null) {
      throw in.fault("recalls the value number %s, expected one remembered".formatted(number));
    }
    return value;
  }
}
