package rnn4j.benchmarks;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// A part of the comparison, with a table of its own. A turn is one entrant in one section.
enum Section {
  /// Beside other libraries.
  PEERS {
    @Override
    List<Case> cases() {
      return Cases.common();
    }

    @Override
    List<Entrant> entrants() {
      return Stream.concat(Stream.of(Entrant.RNN4J), Entrant.PEERS.stream()).toList();
    }
  },
  /// Sequences of different lengths.
  LENGTHS {
    @Override
    List<Cases.Pair> pairs() {
      return Cases.lengths();
    }
  },
  /// Weights kept in fewer bits.
  WEIGHTS {
    @Override
    List<Cases.Pair> pairs() {
      return Cases.weights();
    }
  },
  /// The LSTM as equations, beside the built-in one.
  EQUATIONS {
    @Override
    List<Cases.Pair> pairs() {
      return Cases.equations();
    }
  },
  /// Other cells, beside the LSTM.
  VARIANTS {
    @Override
    List<Cases.Pair> pairs() {
      return Cases.variants();
    }
  },
  /// Odd shapes, beside those above.
  SHAPES {
    @Override
    List<Cases.Pair> pairs() {
      return Cases.shapes();
    }
  },
  /// Narrower vectors, and none.
  VECTORS {
    @Override
    List<Case> cases() {
      return Cases.narrow();
    }

    @Override
    List<Entrant> entrants() {
      return List.of(Entrant.RNN4J, Entrant.AVX2, Entrant.PLAIN);
    }
  },
  /// The way to full speed.
  WARM_UP {
    @Override
    List<Case> cases() {
      return Cases.warmUps();
    }
  },
  /// The start of Java, until the first output.
  START {
    @Override
    List<Case> cases() {
      return List.of(Cases.first());
    }

    @Override
    List<Entrant> entrants() {
      return Stream.concat(Stream.of(Entrant.RNN4J, Entrant.PLAIN), Entrant.PEERS.stream())
          .toList();
    }
  };

  /// Returns its workloads.
  List<Case> cases() {
    Set<Case> cases = new LinkedHashSet<>();
    for (Cases.Pair pair : pairs()) {
      cases.add(pair.reference());
      cases.add(pair.measured());
    }
    return List.copyOf(cases);
  }

  /// Returns which of them are compared with which.
  List<Cases.Pair> pairs() {
    return List.of();
  }

  /// Returns who takes part.
  List<Entrant> entrants() {
    return List.of(Entrant.RNN4J);
  }

  /// Returns with how many threads it is measured.
  List<Integer> threads() {
    return this == PEERS || this == LENGTHS ? List.of(1, 2) : List.of(1);
  }
}
