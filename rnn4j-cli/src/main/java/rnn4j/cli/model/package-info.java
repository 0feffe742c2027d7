/// The commands on files of models: `rnn4j inspect`, `rnn4j run`, `rnn4j convert`.
@NullMarked
package rnn4j.cli.model;

import org.jspecify.annotations.NullMarked;
