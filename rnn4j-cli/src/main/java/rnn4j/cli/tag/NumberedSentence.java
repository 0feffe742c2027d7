package rnn4j.cli.tag;

/// What a network sees of a sentence, and what it is to say; a number for each word.
///
/// @param words see [WordViews]
/// @param tags [rnn4j.cli.net.CrossEntropy#IGNORED] where they are not known
@SuppressWarnings("ArrayRecordComponent") // never compared
record NumberedSentence(int[] words, int[] endings, int[] shapes, int[] tags) {}
