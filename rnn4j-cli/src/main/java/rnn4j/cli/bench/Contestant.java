package rnn4j.cli.bench;

import java.util.function.UnaryOperator;
import rnn4j.nn.Lstm;
import rnn4j.nn.LstmConfig;
import rnn4j.nn.Module;
import rnn4j.nn.PeepholeLstm;
import rnn4j.nn.PeepholeLstmConfig;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.Tensor;
import rnn4j.textbook.DiagonalPeepholeLstm;
import rnn4j.textbook.FusedGateLstm;
import rnn4j.textbook.NaiveLstm;
import rnn4j.textbook.UnrolledLstm;

/// The LSTMs that are compared. Those without peepholes have the same weights and compute the same,
/// and so do those with peepholes.
enum Contestant {
  NAIVE("naive, 8 products a step") {
    @Override
    Model create(int size) {
      return model(NaiveLstm.of(lstm(size)));
    }
  },
  FUSED("fused gates, 2 products") {
    @Override
    Model create(int size) {
      return model(FusedGateLstm.of(lstm(size)));
    }
  },
  PEEPHOLE("peephole, 2 products") {
    @Override
    Model create(int size) {
      return model(DiagonalPeepholeLstm.of(peephole(size)));
    }
  },
  BUILT_IN("built-in Lstm") {
    @Override
    Model create(int size) {
      Lstm lstm = lstm(size);
      return new Model(lstm, x -> lstm.forward(x).output());
    }
  },
  BUILT_IN_PEEPHOLE("built-in PeepholeLstm") {
    @Override
    Model create(int size) {
      PeepholeLstm lstm = peephole(size);
      return new Model(lstm, x -> lstm.forward(x).output());
    }
  };

  /// A network and how it is run.
  ///
  /// @param hidden returns the hidden state at every step, (batch, seqLen, hiddenSize)
  record Model(Module module, UnaryOperator<Tensor> hidden) {}

  private final String title;

  Contestant(String title) {
    this.title = title;
  }

  /// Returns what it is called in the table.
  String title() {
    return title;
  }

  /// Returns a layer of `size` inputs and as many hidden units.
  abstract Model create(int size);

  private static Model model(UnrolledLstm lstm) {
    return new Model(lstm, x -> lstm.forward(x).hidden());
  }

  private static Lstm lstm(int size) {
    return new Lstm(LstmConfig.of(size, size).withBatchFirst(true), TorchRandom.seed(0));
  }

  private static PeepholeLstm peephole(int size) {
    return new PeepholeLstm(
        PeepholeLstmConfig.of(size, size).withBatchFirst(true), TorchRandom.seed(0));
  }
}
