import org.jspecify.annotations.NullMarked;

/// PyTorch's recurrent layers in pure Java.
///
/// Packages, each importing only those before it: `rnn4j.threads`, `rnn4j.kernel`,
/// `rnn4j.kernel.plain`, `rnn4j.kernel.lanes`, `rnn4j.kernel.loops`, `rnn4j.kernel.vector`,
/// `rnn4j.kernel.choice`, `rnn4j.engine.program`, `rnn4j.engine.pass`, `rnn4j.random`,
/// `rnn4j.tensor`, `rnn4j.engine.scan`, `rnn4j.cell`, `rnn4j.nn`, `rnn4j.optim`, `rnn4j.data`,
/// `rnn4j.train`, `rnn4j.textbook`. Threads, kernels and engine are not exported.
@NullMarked
module rnn4j.core {
  exports rnn4j.cell;
  exports rnn4j.data;
  exports rnn4j.nn;
  exports rnn4j.optim;
  exports rnn4j.random;
  exports rnn4j.tensor;
  exports rnn4j.textbook;
  exports rnn4j.train;

  // Annotations only. Not transitive, or a module that is compiled against this one would need them
  // too; where public types bear them, the compiler's warning of that is switched off.
  requires static org.jspecify;
  // Static, so that the library also runs, slower, without --add-modules jdk.incubator.vector.
  requires static jdk.incubator.vector;
  // Asked for one setting of the JVM, where it is there.
  requires static jdk.management;

  // Files are read by a module beside this one, where there is one.
  uses rnn4j.nn.LayerReader;
}
