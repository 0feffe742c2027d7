package rnn4j.benchmarks;

import rnn4j.cell.Cell;
import rnn4j.cell.CoupledLstmEquations;
import rnn4j.cell.FullPeepholeLstmEquations;
import rnn4j.cell.GruEquations;
import rnn4j.cell.GruResetBeforeEquations;
import rnn4j.cell.LayerNormGruEquations;
import rnn4j.cell.LayerNormLstmEquations;
import rnn4j.cell.LstmEquations;
import rnn4j.cell.LstmOptions;
import rnn4j.cell.MinimalGatedUnitEquations;
import rnn4j.cell.PeepholeLstmEquations;
import rnn4j.cell.RnnEquations;
import rnn4j.cell.Step;
import rnn4j.cell.Value;
import rnn4j.nn.WeightStorage;

/// The cells that are timed.
public enum Variant {
  /// The built-in layer.
  LSTM(4) {
    @Override
    Cell cell(int hiddenSize) {
      return new LstmEquations(hiddenSize, 0, true);
    }
  },
  /// The built-in layer, warmed up when it is frozen.
  WARMED(4) {
    @Override
    Cell cell(int hiddenSize) {
      return LSTM.cell(hiddenSize);
    }
  },
  /// The built-in layer, its weights kept in 16 bits.
  BFLOAT16(4) {
    @Override
    Cell cell(int hiddenSize) {
      return LSTM.cell(hiddenSize);
    }

    @Override
    WeightStorage storage() {
      return WeightStorage.BFLOAT16;
    }
  },
  /// The built-in layer, its weights kept in 8 bits.
  INT8(4) {
    @Override
    Cell cell(int hiddenSize) {
      return LSTM.cell(hiddenSize);
    }

    @Override
    WeightStorage storage() {
      return WeightStorage.INT8;
    }
  },
  /// The LSTM as a user would write it, all gates as one matrix.
  EQUATIONS(4) {
    @Override
    Cell cell(int hiddenSize) {
      return step -> textbookLstm(step, hiddenSize);
    }
  },
  /// The LSTM as a user would copy it from the textbook, each gate with matrices of its own.
  GATE_BY_GATE(4) {
    @Override
    Cell cell(int hiddenSize) {
      return step -> gateByGateLstm(step, hiddenSize);
    }
  },
  /// The GRU, whose reset gate is applied after the product.
  GRU(3) {
    @Override
    Cell cell(int hiddenSize) {
      return new GruEquations(hiddenSize, true);
    }
  },
  /// The GRU of the first paper, whose reset gate is applied before the product.
  GRU_RESET_BEFORE(3) {
    @Override
    Cell cell(int hiddenSize) {
      return new GruResetBeforeEquations(hiddenSize, true);
    }
  },
  /// The simple RNN with tanh.
  RNN(1) {
    @Override
    Cell cell(int hiddenSize) {
      return new RnnEquations(hiddenSize, true, Value::tanh);
    }
  },
  /// The LSTM with diagonal peepholes.
  PEEPHOLE(4) {
    @Override
    Cell cell(int hiddenSize) {
      return new PeepholeLstmEquations(hiddenSize, 0, true);
    }
  },
  /// The LSTM whose gates see the whole cell state in place of the hidden one.
  FULL_PEEPHOLE(4) {
    @Override
    Cell cell(int hiddenSize) {
      return new FullPeepholeLstmEquations(hiddenSize, true);
    }

    @Override
    long weights(int inputSize, int hiddenSize) {
      return 4L * hiddenSize * inputSize + 3L * hiddenSize * hiddenSize;
    }
  },
  /// The LSTM with its output projected to half as many elements.
  PROJECTION(4) {
    @Override
    Cell cell(int hiddenSize) {
      return new LstmEquations(hiddenSize, hiddenSize / 2, true);
    }

    @Override
    long weights(int inputSize, int hiddenSize) {
      int projSize = hiddenSize / 2;
      return 4L * hiddenSize * (inputSize + projSize) + (long) projSize * hiddenSize;
    }
  },
  /// The LSTM whose input gate is what the forget gate leaves.
  COUPLED(3) {
    @Override
    Cell cell(int hiddenSize) {
      return new CoupledLstmEquations(hiddenSize, true, LstmOptions.DEFAULT);
    }
  },
  /// The layer-normalised LSTM.
  LAYER_NORM_LSTM(4) {
    @Override
    Cell cell(int hiddenSize) {
      return new LayerNormLstmEquations(hiddenSize, 1e-5);
    }
  },
  /// The layer-normalised GRU.
  LAYER_NORM_GRU(3) {
    @Override
    Cell cell(int hiddenSize) {
      return new LayerNormGruEquations(hiddenSize, 1e-5);
    }
  },
  /// The minimal gated unit.
  MINIMAL(2) {
    @Override
    Cell cell(int hiddenSize) {
      return new MinimalGatedUnitEquations(hiddenSize);
    }
  },
  /// The LSTM with hard sigmoids, softsign, ELU and clipping.
  OTHER_FUNCTIONS(4) {
    @Override
    Cell cell(int hiddenSize) {
      LstmOptions options =
          LstmOptions.DEFAULT
              .withActivations(
                  sum -> sum.hardSigmoid(0.2, 0.5), Value::softsign, value -> value.elu(1))
              .withCellClip(3);
      return new LstmEquations(hiddenSize, 0, true, options);
    }
  };

  private final int gates;

  Variant(int gates) {
    this.gates = gates;
  }

  /// Returns the equations.
  abstract Cell cell(int hiddenSize);

  /// Returns how a frozen layer keeps its weights.
  WeightStorage storage() {
    return WeightStorage.FULL;
  }

  /// Returns how many elements the weight matrices have.
  long weights(int inputSize, int hiddenSize) {
    return (long) gates * hiddenSize * (inputSize + hiddenSize);
  }

  private static void textbookLstm(Step step, int n) {
    Value x = step.input();
    Value h = step.state("h", n);
    Value c = step.state("c", n);
    Value sums =
        step.weight("w", 4 * n, x.width())
            .times(x)
            .plus(step.weight("u", 4 * n, n).times(h))
            .plus(step.vector("b", 4 * n));
    Value i = sums.chunk(4).get(0).sigmoid();
    Value f = sums.chunk(4).get(1).sigmoid();
    Value g = sums.chunk(4).get(2).tanh();
    Value o = sums.chunk(4).get(3).sigmoid();
    Value nextC = f.times(c).plus(i.times(g));
    Value nextH = o.times(nextC.tanh());
    step.next("h", nextH);
    step.next("c", nextC);
    step.output(nextH);
  }

  private static void gateByGateLstm(Step step, int n) {
    Value x = step.input();
    Value h = step.state("h", n);
    Value c = step.state("c", n);
    Value i = gate(step, "i", x, h, n).sigmoid();
    Value f = gate(step, "f", x, h, n).sigmoid();
    Value g = gate(step, "g", x, h, n).tanh();
    Value o = gate(step, "o", x, h, n).sigmoid();
    Value nextC = f.times(c).plus(i.times(g));
    Value nextH = o.times(nextC.tanh());
    step.next("h", nextH);
    step.next("c", nextC);
    step.output(nextH);
  }

  private static Value gate(Step step, String name, Value x, Value h, int n) {
    Value w = step.weight("w_" + name, n, x.width()).times(x);
    Value u = step.weight("u_" + name, n, n).times(h);
    return w.plus(u).plus(step.vector("b_" + name, n));
  }
}
