package rnn4j.train;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// How many spans of words were found, such as names of persons, told from one tag for each word.
///
/// A tag is `O`, or a letter that says where in its span a word is, a dash and the kind of the
/// span:
///
/// ```
/// Alex  B-PER     B begins a span, I goes on with it (IOB2; in IOB1 a span may begin with I);
/// was   O         E ends one and S is one alone (IOBES)
/// in    O
/// Los   B-LOC
/// Angeles I-LOC
/// ```
///
/// A span counts as found if its kind and both of its ends are right. Spans are read from tags as
/// by `conlleval`, the program of the CoNLL tasks: one begins with `B`, and also with `I` or `E`
/// where no span of the same kind is open.
public final class SpanScores {
  private static final String OUTSIDE = "O";
  private static final Pattern INSIDE = Pattern.compile("[BIES]-.+");

  private long actual;
  private long predicted;
  private long right;

  /// @param end the first word after it
  private record Span(String kind, int start, int end) {}

  /// Creates scores of nothing yet.
  public SpanScores() {}

  /// Returns whether tags are those of spans, at least one of them not `O`.
  public static boolean areTags(Collection<String> tags) {
    return tags.stream().allMatch(tag -> tag.equals(OUTSIDE) || INSIDE.matcher(tag).matches())
        && tags.stream().anyMatch(tag -> !tag.equals(OUTSIDE));
  }

  /// Counts the spans of a sentence.
  ///
  /// @param actual a tag for each word
  /// @param predicted a tag for each word
  /// @throws IllegalArgumentException if there are not as many, or one is no tag of spans
  public void add(List<String> actual, List<String> predicted) {
    if (actual.size() != predicted.size()) {
      throw new IllegalArgumentException(
          "SpanScores.add: predicted has %d tags, expected %d as actual has"
              .formatted(predicted.size(), actual.size()));
    }
    Set<Span> wanted = new HashSet<>(spans(actual));
    List<Span> found = spans(predicted);
    this.actual += wanted.size();
    this.predicted += found.size();
    right += found.stream().filter(wanted::contains).count();
  }

  private static List<Span> spans(List<String> tags) {
    List<Span> spans = new ArrayList<>();
    String before = OUTSIDE;
    int start = 0;
    for (int t = 0; t <= tags.size(); t++) {
      String tag = t < tags.size() ? tags.get(t) : OUTSIDE;
      if (!tag.equals(OUTSIDE) && !INSIDE.matcher(tag).matches()) {
        throw new IllegalArgumentException(
            "SpanScores.add: found tag \"%s\", expected O or B-, I-, E- or S- and a kind"
                .formatted(tag));
      }
      if (isBoundary(before, tag)) {
        if (!before.equals(OUTSIDE)) {
          spans.add(new Span(kind(before), start, t));
        }
        start = t;
      }
      before = tag;
    }
    return spans;
  }

  /// Returns whether two words that follow one another are not of the same span.
  private static boolean isBoundary(String before, String tag) {
    char last = before.charAt(0);
    char next = tag.charAt(0);
    return next == 'O'
        || next == 'B'
        || next == 'S'
        || last == 'O'
        || last == 'E'
        || last == 'S'
        || !kind(before).equals(kind(tag));
  }

  private static String kind(String tag) {
    return tag.substring(2);
  }

  /// Returns how many spans there were.
  public long actual() {
    return actual;
  }

  /// Returns how many spans were predicted.
  public long predicted() {
    return predicted;
  }

  /// Returns how many of them were right.
  public long right() {
    return right;
  }

  /// Returns the share of right ones among the predicted spans; 0 if none was predicted.
  public double precision() {
    return predicted == 0 ? 0 : (double) right / predicted;
  }

  /// Returns the share of the actual spans that was found; 0 if there were none.
  public double recall() {
    return actual == 0 ? 0 : (double) right / actual;
  }

  /// Returns the harmonic mean of precision and recall; 0 if both are.
  public double f1() {
    return right == 0 ? 0 : 2 * precision() * recall() / (precision() + recall());
  }
}
