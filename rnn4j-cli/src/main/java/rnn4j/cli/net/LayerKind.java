package rnn4j.cli.net;

/// The kinds of recurrent layers to choose from.
public enum LayerKind {
  LSTM,
  GRU,
  RNN
}
