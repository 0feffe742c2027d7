package rnn4j.random;

/// PyTorch's CPU random generator: the same seed draws the same numbers, so that a model starts
/// from the same weights and drops the same elements as in Python.
///
/// ```java
/// var random = TorchRandom.seed(0);        // torch.manual_seed(0)
/// float[] values = new float[4];
/// random.uniform(values, 0, 1);            // torch.rand(4)
/// byte[] state = random.state();           // torch.get_rng_state()
/// int[] order = random.randperm(10);       // torch.randperm(10)
/// random = TorchRandom.fromState(state);   // torch.set_rng_state(state)
/// ```
///
/// Every method consumes the generator exactly as PyTorch 2.13's function of that name, and fills
/// the array as a contiguous tensor in row-major order. The values are PyTorch's to the last bit,
/// with one exception: for `double` [#normal(double[], double, double)] and, under
/// [CpuCapability#DEFAULT], 16 or more `float` ones PyTorch takes logarithm, sine and cosine from
/// the C library of its machine, and we from [StrictMath], the same on every machine. With glibc
/// 2.36, 6 % of 4 million standard normals differed in `double`, 1.5 % in `float`, by at most 3
/// ulp.
///
/// Not thread-safe: give each thread a generator of its own.
public final class TorchRandom {

  private long initialSeed;
  private final MersenneTwister engine;
  private final CpuCapability capability;
  private final NormalDistribution normal;

  private TorchRandom(long initialSeed, MersenneTwister engine, CpuCapability capability) {
    this.initialSeed = initialSeed;
    this.engine = engine;
    this.capability = capability;
    this.normal = new NormalDistribution(engine, capability);
  }

  /// Starts a generator as `torch.manual_seed(seed)` does. Only the low 32 bits of the seed count.
  public static TorchRandom seed(long seed) {
    return seed(seed, CpuCapability.AVX2);
  }

  /// Starts a generator that rounds as the given build of PyTorch does.
  public static TorchRandom seed(long seed, CpuCapability capability) {
    return new TorchRandom(seed, MersenneTwister.seed(seed), capability);
  }

  /// Goes on from a state saved by [#state()] or by `torch.get_rng_state()`.
  ///
  /// @throws IllegalArgumentException if the bytes are not such a state
  public static TorchRandom fromState(byte[] state) {
    return fromState(state, CpuCapability.AVX2);
  }

  /// Goes on from a saved state, rounding as the given build of PyTorch does; the state does not
  /// say which build saved it.
  ///
  /// @throws IllegalArgumentException if the bytes are not such a state
  public static TorchRandom fromState(byte[] state, CpuCapability capability) {
    var read = GeneratorState.ofBytes(state);
    var random = new TorchRandom(read.seed(), read.engine(), capability);
    random.normal.setSpare(read.hasSpare(), read.spare());
    return random;
  }

  /// Returns the whole state, 5056 bytes that `torch.set_rng_state` accepts.
  public byte[] state() {
    return new GeneratorState(initialSeed, engine, normal.hasSpare(), normal.spare()).toBytes();
  }

  /// Goes on from a saved state, in place: what draws from this generator, such as the dropout of a
  /// module, goes on with it.
  ///
  /// @throws IllegalArgumentException if the bytes are not such a state; nothing has been changed
  ///   then
  public void setState(byte[] state) {
    var read = GeneratorState.ofBytes(state);
    engine.take(read.engine());
    normal.setSpare(read.hasSpare(), read.spare());
    initialSeed = read.seed();
  }

  /// Returns the seed this generator, or the one whose state it took, was started with.
  public long initialSeed() {
    return initialSeed;
  }

  /// Returns the next 32 bits of the Mersenne Twister.
  public int random() {
    return engine.random();
  }

  /// Returns the next 64 bits: two draws, the first one the high half.
  public long random64() {
    return engine.random64();
  }

  /// Fills with uniform values of `[from, to)`, as `tensor.uniform_(from, to)`: one 32-bit draw an
  /// element.
  ///
  /// @throws IllegalArgumentException unless `from <= to` and their difference is finite in float32
  public void uniform(float[] out, double from, double to) {
    UniformDistribution.fill(out, from, to, engine, capability);
  }

  /// Fills with uniform values of `[from, to)`, as `tensor.uniform_(from, to)`: two 32-bit draws an
  /// element.
  ///
  /// @throws IllegalArgumentException unless `from <= to` and their difference is finite
  public void uniform(double[] out, double from, double to) {
    UniformDistribution.fill(out, from, to, engine, capability);
  }

  /// Fills with normal values, as `tensor.normal_(mean, std)`.
  ///
  /// As in PyTorch, the length decides how: fewer than 16 values are drawn in pairs whose second
  /// half waits for the next such call; 16 or more are drawn at once, and of a length that is no
  /// multiple of 16 the last 16 values are drawn anew.
  ///
  /// @throws IllegalArgumentException if `std` is negative or NaN
  public void normal(float[] out, double mean, double std) {
    normal.fill(out, mean, std);
  }

  /// Fills with normal values, as `tensor.normal_(mean, std)`.
  ///
  /// @throws IllegalArgumentException if `std` is negative or NaN
  public void normal(double[] out, double mean, double std) {
    normal.fill(out, mean, std);
  }

  /// Fills with 1 with probability `p` and 0 otherwise, as `tensor.bernoulli_(p)`: two 32-bit draws
  /// an element.
  ///
  /// @throws IllegalArgumentException if `p` is not in `[0, 1]`
  public void bernoulli(float[] out, double p) {
    BernoulliDistribution.checkProbability("TorchRandom.bernoulli", p);
    BernoulliDistribution.fill(out, p, 1, engine);
  }

  /// Fills with 1 with probability `p` and 0 otherwise, as `tensor.bernoulli_(p)`: two 32-bit draws
  /// an element.
  ///
  /// @throws IllegalArgumentException if `p` is not in `[0, 1]`
  public void bernoulli(double[] out, double p) {
    BernoulliDistribution.checkProbability("TorchRandom.bernoulli", p);
    BernoulliDistribution.fill(out, p, 1, engine);
  }

  /// Fills with the factors of `torch.nn.functional.dropout(x, p)`: 0 with probability `p`, where
  /// an element is dropped, and `1 / (1 - p)` where it is kept. Two 32-bit draws an element, but
  /// none at all if `p` is 0 or 1.
  ///
  /// @throws IllegalArgumentException if `p` is not in `[0, 1]`
  public void keepMask(float[] out, double p) {
    BernoulliDistribution.checkProbability("TorchRandom.keepMask", p);
    BernoulliDistribution.keepMask(out, p, engine);
  }

  /// Fills with the factors of `torch.nn.functional.dropout(x, p)`, see [#keepMask(float[],
  /// double)].
  ///
  /// @throws IllegalArgumentException if `p` is not in `[0, 1]`
  public void keepMask(double[] out, double p) {
    BernoulliDistribution.checkProbability("TorchRandom.keepMask", p);
    BernoulliDistribution.keepMask(out, p, engine);
  }

  /// Fills with integers of `[from, to)`, as `torch.randint(from, to, (out.length,))`: one 32-bit
  /// draw an element, two if the range has `2^28` numbers or more.
  ///
  /// @throws IllegalArgumentException unless `from < to`
  public void randint(long[] out, long from, long to) {
    IntegerDistribution.fill(out, from, to, engine);
  }

  /// Returns the numbers 0 to `n - 1` in random order, as `torch.randperm(n)`: `n - 1` draws of 32
  /// bits.
  ///
  /// @throws IllegalArgumentException if `n` is negative or at least 214748364, where PyTorch
  ///   changes to another algorithm
  public int[] randperm(int n) {
    return IntegerDistribution.permutation(n, engine);
  }
}
