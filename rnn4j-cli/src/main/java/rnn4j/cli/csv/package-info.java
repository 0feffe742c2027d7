/// Reading tables of text as people write them: delimiters, numbers and dates in many forms.
@NullMarked
package rnn4j.cli.csv;

import org.jspecify.annotations.NullMarked;
