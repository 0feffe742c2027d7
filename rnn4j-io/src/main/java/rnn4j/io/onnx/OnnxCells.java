package rnn4j.io.onnx;

import java.util.List;
import java.util.function.UnaryOperator;
import rnn4j.cell.Cell;
import rnn4j.cell.CoupledLstmEquations;
import rnn4j.cell.GruEquations;
import rnn4j.cell.GruOptions;
import rnn4j.cell.GruResetBeforeEquations;
import rnn4j.cell.LstmEquations;
import rnn4j.cell.LstmOptions;
import rnn4j.cell.PeepholeLstmEquations;
import rnn4j.cell.RnnEquations;
import rnn4j.cell.Value;

/// The cells that compute what the recurrent operators do.
final class OnnxCells {
  private OnnxCells() {}

  /// Returns the cell of one direction.
  static Cell of(OnnxOptions options, int direction) {
    List<OnnxActivation> activations = options.activations(direction);
    return switch (options.operator()) {
      case LSTM -> lstm(options, activations);
      case GRU -> gru(options, activations);
      case RNN ->
          new RnnEquations(
              options.hiddenSize(), options.bias(), limited(options, activations.getFirst()));
    };
  }

  private static Cell lstm(OnnxOptions options, List<OnnxActivation> functions) {
    int hidden = options.hiddenSize();
    LstmOptions changed =
        LstmOptions.DEFAULT
            .withActivations(functions.get(0), functions.get(1), functions.get(2))
            .withGateClip(options.clip());
    if (options.inputForget()) {
      return new CoupledLstmEquations(hidden, options.bias(), options.peepholes(), changed);
    }
    return options.peepholes()
        ? new PeepholeLstmEquations(hidden, 0, options.bias(), changed)
        : new LstmEquations(hidden, 0, options.bias(), changed);
  }

  private static Cell gru(OnnxOptions options, List<OnnxActivation> functions) {
    GruOptions changed =
        GruOptions.DEFAULT
            .withActivations(functions.get(0), functions.get(1))
            .withGateClip(options.clip());
    return options.linearBeforeReset()
        ? new GruEquations(options.hiddenSize(), options.bias(), changed)
        : new GruResetBeforeEquations(options.hiddenSize(), options.bias(), changed);
  }

  private static UnaryOperator<Value> limited(OnnxOptions options, OnnxActivation function) {
    double clip = options.clip();
    return Double.isInfinite(clip) ? function : x -> function.apply(x.clip(-clip, clip));
  }
}
