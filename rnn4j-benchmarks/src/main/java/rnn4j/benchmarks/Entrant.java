package rnn4j.benchmarks;

import java.util.List;

/// Who takes part in the comparison: a contestant, the module it is in, and how Java is started.
enum Entrant {
  RNN4J("rnn4j", "", "Rnn4j", "--add-modules=jdk.incubator.vector"),
  AVX2("rnn4j, AVX2", "", "Rnn4j", "--add-modules=jdk.incubator.vector", "-XX:UseAVX=2"),
  PLAIN("rnn4j, plain Java", "", "Rnn4j"),
  LIBTORCH("libtorch", "libtorch", "libtorch.Libtorch"),
  ONNX_RUNTIME("ONNX Runtime", "onnxruntime", "onnxruntime.OnnxRuntime"),
  ONEDNN("oneDNN", "onednn", "onednn.OneDnn"),
  DL4J("DL4J", "dl4j", "dl4j.Dl4j");

  /// Other libraries.
  static final List<Entrant> PEERS = List.of(LIBTORCH, ONNX_RUNTIME, ONEDNN, DL4J);

  /// Peers load native libraries, and old ones of them reach into the JDK.
  private static final List<String> PEER_OPTIONS =
      List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

  private final String title;
  private final String module;
  private final String contestant;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> options;

  Entrant(String title, String module, String contestant, String... options) {
    this.title = title;
    this.module = module;
    this.contestant = "rnn4j.benchmarks." + contestant;
    this.options = List.of(options);
  }

  /// Returns what it is called in tables.
  String title() {
    return title;
  }

  /// Returns the folder of its module among the peers, empty if it is this module.
  String module() {
    return module;
  }

  /// Returns the name of its [Contestant].
  String contestant() {
    return contestant;
  }

  /// Returns what Java is started with.
  List<String> options() {
    return module.isEmpty() ? options : PEER_OPTIONS;
  }
}
