package rnn4j.io.pickle;

import java.util.List;
import rnn4j.io.WeightFormatException;

/// What a pickle may do beyond building plain containers.
public interface Interpreter {

  /// Returns what a function makes of arguments, if it is one of those allowed.
  ///
  /// @throws WeightFormatException if it is not, or the arguments don't fit
  Object call(PyGlobal function, List<Object> arguments) throws WeightFormatException;

  /// Returns what stands outside the pickle under an identifier.
  ///
  /// @throws WeightFormatException if there is no such thing
  Object persistent(Object id) throws WeightFormatException;
}
