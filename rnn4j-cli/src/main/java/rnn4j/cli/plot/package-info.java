/// Line charts as pictures, drawn with nothing but lines: letters too are strokes, so that a
/// picture needs no fonts on the machine and has the same pixels on every one.
@NullMarked
package rnn4j.cli.plot;

import org.jspecify.annotations.NullMarked;
