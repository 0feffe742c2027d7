package rnn4j.tensor;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// One recorded operation: where tensors came from.
final class Node {
  private static final AtomicLong COUNT = new AtomicLong();

  /// Rises with time, so that an operation has a higher number than those it depends on.
  private final long number = COUNT.getAndIncrement();

  private final List<Tensor> inputs;
  private final int results;
  private final Backward backward;

  private Node(List<Tensor> inputs, int results, Backward backward) {
    this.inputs = inputs;
    this.results = results;
    this.backward = backward;
  }

  static void attach(List<Tensor> inputs, List<Tensor> results, Backward backward) {
    var node = new Node(List.copyOf(inputs), results.size(), backward);
    for (int i = 0; i < results.size(); i++) {
      results.get(i).cameFrom(node, i);
    }
  }

  /// Takes the gradient of `root` back to all leaves. The highest number goes first: by then all
  /// operations that used its results have added their share.
  static void backward(Tensor root, Tensor gradient) {
    Map<Node, @Nullable Tensor[]> arrived = new HashMap<>();
    var waiting = new PriorityQueue<Node>(Comparator.comparingLong((Node n) -> -n.number));
    deliver(root, gradient, false, arrived, waiting);
    for (Node node = waiting.poll(); node != null; node = waiting.poll()) {
      @Nullable Tensor[] gradResults = arrived.remove(node);
      List<@Nullable Tensor> gradients =
          node.backward.inputGradients(
              Collections.unmodifiableList(Arrays.<@Nullable Tensor>asList(gradResults)));
      for (int i = 0; i < node.inputs.size(); i++) {
        Tensor input = node.inputs.get(i);
        Tensor share = gradients.get(i);
        if (share != null && input.requiresGrad()) {
          deliver(input, share, node.backward.returnsNewTensors(), arrived, waiting);
        }
      }
    }
  }

  private static void deliver(
      Tensor target,
      Tensor gradient,
      boolean isNew,
      Map<Node, @Nullable Tensor[]> arrived,
      PriorityQueue<Node> waiting) {
    Node node = target.node();
    if (node == null) {
      target.addToGrad(gradient, isNew);
      return;
    }
    @Nullable Tensor[] gradResults = arrived.get(node);
    if (gradResults == null) {
      gradResults = new Tensor[node.results];
      arrived.put(node, gradResults);
      waiting.add(node);
    }
    Tensor before = gradResults[target.resultIndex()];
    gradResults[target.resultIndex()] = before == null ? gradient : before.plus(gradient);
  }
}
