package rnn4j.examples;

import java.util.HashMap;
import java.util.Map;
import rnn4j.nn.FrozenLayer;
import rnn4j.nn.Gru;
import rnn4j.nn.GruConfig;
import rnn4j.nn.StreamState;
import rnn4j.random.TorchRandom;
import rnn4j.tensor.Tensor;

/// Events arrive one by one, each for a key, such as a sensor or a customer. Every key has a state
/// of its own; all share one frozen layer. States survive a restart as bytes.
public final class StreamEvents {
  private final FrozenLayer layer;
  private final Map<String, StreamState> streams = new HashMap<>();
  private final float[] output;

  /// Begins without any key.
  public StreamEvents(FrozenLayer layer) {
    this.layer = layer;
    this.output = new float[layer.outputSize()];
  }

  /// Takes the next event of a key.
  ///
  /// @param event as many numbers as the layer's input has
  /// @return the layer's output, a copy
  public float[] accept(String key, float... event) {
    StreamState stream = streams.computeIfAbsent(key, _ -> layer.newStream());
    layer.step(event, stream, output);
    return output.clone();
  }

  /// Returns the state of a key, to be kept anywhere.
  public byte[] save(String key) {
    StreamState stream = streams.get(key);
    if (stream == null) {
      throw new IllegalArgumentException("StreamEvents.save: no event of \"" + key + "\" yet");
    }
    return stream.toBytes();
  }

  /// Goes on with a key from where it was saved.
  public void restore(String key, byte[] saved) {
    streams.put(key, layer.streamOf(saved));
  }

  /// Shows that a stream gives what the whole sequence would.
  public static void main(String[] args) {
    var gru = new Gru(GruConfig.of(2, 4), TorchRandom.seed(0));
    FrozenLayer frozen = gru.freeze();
    var events = new StreamEvents(frozen);
    events.accept("kitchen", 21.5f, 0.4f);
    events.accept("garden", 8.25f, 0.9f); // does not touch the kitchen
    byte[] saved = events.save("kitchen");

    var later = new StreamEvents(frozen); // after a restart
    later.restore("kitchen", saved);
    float[] last = later.accept("kitchen", 21.75f, 0.5f);

    Tensor whole = Tensor.of(new float[] {21.5f, 0.4f, 21.75f, 0.5f}, 2, 1, 2);
    float[] expected = frozen.forward(whole).output().select(0, 1).toFloatArray();
    System.out.println("kitchen: " + java.util.Arrays.toString(last));
    System.out.println("the same bits: " + java.util.Arrays.equals(last, expected));
  }
}
