package rnn4j.cli.tag;

import java.util.List;

/// A sentence.
///
/// @param tags one for each word; empty where they are not known
record Sentence(List<String> words, List<String> tags) {

  Sentence withoutTags() {
    return new Sentence(words, List.of());
  }
}
