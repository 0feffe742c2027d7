/// A time series made ready: in order of time, at even steps, without holes, cut into three parts.
@NullMarked
package rnn4j.cli.series;

import org.jspecify.annotations.NullMarked;
