package rnn4j.io.onnx;

import java.util.List;
import org.jspecify.annotations.Nullable;
import rnn4j.cell.Direction;
import rnn4j.io.WeightFormatException;
import rnn4j.io.file.Quoted;

/// The attributes of a recurrent node.
final class NodeOptions {
  private final OnnxBytes file;
  private final RecurrentNode node;

  NodeOptions(OnnxBytes file, RecurrentNode node) {
    this.file = file;
    this.node = node;
  }

  @Nullable Attribute attribute(String name) {
    return node.scope().attribute(node.node(), name);
  }

  long integer(String name, long missing) throws WeightFormatException {
    Attribute attribute = attribute(name);
    return attribute == null ? missing : attribute.integer();
  }

  List<Float> numbers(String name) throws WeightFormatException {
    Attribute attribute = attribute(name);
    return attribute == null ? List.of() : attribute.numbers();
  }

  /// Returns the limit of the functions' arguments, infinite for none.
  double clip() throws WeightFormatException {
    Attribute attribute = attribute("clip");
    if (attribute == null) {
      return Double.POSITIVE_INFINITY;
    }
    float clip = attribute.number();
    if (!(clip > 0)) {
      throw fault("has clip %s, expected more than 0".formatted(clip));
    }
    return clip;
  }

  List<Direction> directions() throws WeightFormatException {
    Attribute attribute = attribute("direction");
    String direction = attribute == null ? "forward" : attribute.text();
    return switch (direction) {
      case "forward" -> List.of(Direction.FORWARD);
      case "reverse" -> List.of(Direction.BACKWARD);
      case "bidirectional" -> List.of(Direction.FORWARD, Direction.BACKWARD);
      default ->
          throw fault(
              "has direction %s, expected forward, reverse or bidirectional"
                  .formatted(Quoted.of(direction)));
    };
  }

  WeightFormatException fault(String text) {
    return file.source().fault("%s %s".formatted(node.node().described(), text));
  }
}
