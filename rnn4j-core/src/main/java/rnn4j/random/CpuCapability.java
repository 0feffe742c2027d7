package rnn4j.random;

/// Which of PyTorch's builds of its CPU code a [TorchRandom] follows. The words drawn are the same;
/// the floating-point values made of them may differ in the last bits.
///
/// `torch.backends.cpu.get_cpu_capability()` tells what a machine uses.
public enum CpuCapability {
  /// The code for x86-64 processors with AVX2, also used where PyTorch reports `AVX512`: products
  /// and sums are fused, and 16 or more float32 normals are made with single-precision polynomials.
  AVX2,

  /// The portable code, PyTorch's choice on an x86-64 processor without AVX2 or with
  /// `ATEN_CPU_CAPABILITY=default` in the environment: products are rounded before they are added.
  DEFAULT
}
