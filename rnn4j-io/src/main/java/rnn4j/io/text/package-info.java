/// Texts of any size as rows of tokens: characters or words.
@NullMarked
package rnn4j.io.text;

import org.jspecify.annotations.NullMarked;
