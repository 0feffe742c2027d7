import org.jspecify.annotations.NullMarked;

/// Short programs that use rnn4j as anyone would.
@NullMarked
module rnn4j.examples {
  exports rnn4j.examples;

  requires static org.jspecify;
  requires transitive jdk.httpserver;
  requires transitive rnn4j.core;
  requires rnn4j.io;
}
