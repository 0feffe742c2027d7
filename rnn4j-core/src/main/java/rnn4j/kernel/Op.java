package rnn4j.kernel;

/// The pointwise operations: what a step of a cell, and the arithmetic of tensors, is made of.
///
/// Each is defined here once per element type, by what it does to one element; kernels have quicker
/// loops for those that matter and give the same bits. The operations whose names end in `_BACK`
/// are derivatives: their first operand is the gradient that arrives from above.
public enum Op {
  /// `x`
  COPY {
    @Override
    public double at(double x, double y, double z, double alpha, double beta) {
      return x;
    }
  },
  /// `x + y`
  ADD {
    @Override
    public double at(double x, double y, double z, double alpha, double beta) {
      return x + y;
    }
  },
  /// `x - y`
  SUB {
    @Override
    public double at(double x, double y, double z, double alpha, double beta) {
      return x - y;
    }
  },
  /// `x * y`
  MUL {
    @Override
    public double at(double x, double y, double z, double alpha, double beta) {
      return x * y;
    }
  },
  /// `x / y`
  DIV {
    @Override
    public double at(double x, double y, double z, double alpha, double beta) {
      return x / y;
    }
  },
  /// `x * y + z`, rounded once
  FMA {
    @Override
    public double at(double x, double y, double z, double alpha, double beta) {
      return Math.fma(x, y, z);
    }

    @Override
    public float at(float x, float y, float z, float alpha, float beta) {
      return Math.fma(x, y, z);
    }
  },
  /// `alpha * x + beta`, rounded once
  SCALE {
    @Override
    public double at(double x, double y, double z, double alpha, double beta) {
      return Math.fma(alpha, x, beta);
    }

    @Override
    public float at(float x, float y, float z, float alpha, float beta) {
      return Math.fma(alpha, x, beta);
    }
  },
  /// `alpha * x + y`, rounded once
  SCALE_ADD {
    @Override
    public double at(double x, double y, double z, double alpha, double beta) {
      return Math.fma(alpha, x, y);
    }

    @Override
    public float at(float x, float y, float z, float alpha, float beta) {
      return Math.fma(alpha, x, y);
    }
  },
  /// The logistic function `1 / (1 + e^-x)`.
  SIGMOID {
    @Override
    public double at(double x, double y, double z, double alpha, double beta) {
      return DoubleMath.sigmoid(x);
    }

    @Override
    public float at(float x, float y, float z, float alpha, float beta) {
      return FloatMath.sigmoid(x);
    }
  },
  /// `x * y * (1 - y)`, where `y` is the logistic function's value
  SIGMOID_BACK {
    @Override
    public double at(double x, double y, double z, double alpha, double beta) {
      return x * y * (1 - y);
    }

    @Override
    public float at(float x, float y, float z, float alpha, float beta) {
      return x * y * (1 - y);
    }
  },
  /// The hyperbolic tangent.
  TANH {
    @Override
    public double at(double x, double y, double z, double alpha, double beta) {
      return StrictMath.tanh(x);
    }

    @Override
    public float at(float x, float y, float z, float alpha, float beta) {
      return FloatMath.tanh(x);
    }
  },
  /// `x * (1 - y^2)`, where `y` is the hyperbolic tangent's value
  TANH_BACK {
    @Override
    public double at(double x, double y, double z, double alpha, double beta) {
      return x * (1 - y * y);
    }

    @Override
    public float at(float x, float y, float z, float alpha, float beta) {
      return x * (1 - y * y);
    }
  },
  /// `max(x, 0)`; NaN stays NaN.
  RELU {
    @Override
    public double at(double x, double y, double z, double alpha, double beta) {
      return x <= 0 ? 0 : x;
    }
  },
  /// `x` where `y > 0`, otherwise 0
  RELU_BACK {
    @Override
    public double at(double x, double y, double z, double alpha, double beta) {
      return y <= 0 ? 0 : x;
    }
  },
  /// `e^x`
  EXP {
    @Override
    public double at(double x, double y, double z, double alpha, double beta) {
      return StrictMath.exp(x);
    }

    @Override
    public float at(float x, float y, float z, float alpha, float beta) {
      return FloatMath.exp(x);
    }
  },
  /// `ln x`
  LOG {
    @Override
    public double at(double x, double y, double z, double alpha, double beta) {
      return StrictMath.log(x);
    }

    @Override
    public float at(float x, float y, float z, float alpha, float beta) {
      return FloatMath.log(x);
    }
  },
  /// The square root of `x`.
  SQRT {
    @Override
    public double at(double x, double y, double z, double alpha, double beta) {
      return Math.sqrt(x);
    }
  },
  /// `|x|`
  ABS {
    @Override
    public double at(double x, double y, double z, double alpha, double beta) {
      return Math.abs(x);
    }
  },
  /// `x` where `y > 0`, `-x` where `y < 0`, otherwise 0
  ABS_BACK {
    @Override
    public double at(double x, double y, double z, double alpha, double beta) {
      return y > 0 ? x : y < 0 ? -x : 0;
    }
  },
  /// `x`, but at least `alpha` and at most `beta`; NaN stays NaN.
  CLIP {
    @Override
    public double at(double x, double y, double z, double alpha, double beta) {
      return x < alpha ? alpha : x > beta ? beta : x;
    }
  },
  /// `x` where `alpha <= y <= beta`, otherwise 0
  CLIP_BACK {
    @Override
    public double at(double x, double y, double z, double alpha, double beta) {
      return alpha <= y && y <= beta ? x : 0;
    }
  },
  /// `x` where it is positive, otherwise `alpha * x`
  LEAKY_RELU {
    @Override
    public double at(double x, double y, double z, double alpha, double beta) {
      return x <= 0 ? alpha * x : x;
    }
  },
  /// `x` where `y > 0`, otherwise `alpha * x`
  LEAKY_RELU_BACK {
    @Override
    public double at(double x, double y, double z, double alpha, double beta) {
      return y <= 0 ? alpha * x : x;
    }
  },
  /// `x` where it is positive, otherwise `alpha * (e^x - 1)`
  ELU {
    @Override
    public double at(double x, double y, double z, double alpha, double beta) {
      return x <= 0 ? alpha * StrictMath.expm1(x) : x;
    }

    @Override
    public float at(float x, float y, float z, float alpha, float beta) {
      return x <= 0 ? alpha * FloatMath.expm1OfNegative(x) : x;
    }
  },
  /// `x` where `y > 0`, otherwise `x * alpha * e^y`
  ELU_BACK {
    @Override
    public double at(double x, double y, double z, double alpha, double beta) {
      return y <= 0 ? x * alpha * StrictMath.exp(y) : x;
    }

    @Override
    public float at(float x, float y, float z, float alpha, float beta) {
      return y <= 0 ? x * alpha * FloatMath.exp(y) : x;
    }
  },
  /// `x / (1 + |x|)`
  SOFTSIGN {
    @Override
    public double at(double x, double y, double z, double alpha, double beta) {
      return x / (1 + Math.abs(x));
    }

    @Override
    public float at(float x, float y, float z, float alpha, float beta) {
      return x / (1 + Math.abs(x));
    }
  },
  /// `x / (1 + |y|)^2`
  SOFTSIGN_BACK {
    @Override
    public double at(double x, double y, double z, double alpha, double beta) {
      double root = 1 + Math.abs(y);
      return x / (root * root);
    }

    @Override
    public float at(float x, float y, float z, float alpha, float beta) {
      float root = 1 + Math.abs(y);
      return x / (root * root);
    }
  },
  /// `ln(1 + e^x)`
  SOFTPLUS {
    @Override
    public double at(double x, double y, double z, double alpha, double beta) {
      return DoubleMath.softplus(x);
    }

    @Override
    public float at(float x, float y, float z, float alpha, float beta) {
      return FloatMath.softplus(x);
    }
  },
  /// `x / (1 + e^-y)`
  SOFTPLUS_BACK {
    @Override
    public double at(double x, double y, double z, double alpha, double beta) {
      return x * DoubleMath.sigmoid(y);
    }

    @Override
    public float at(float x, float y, float z, float alpha, float beta) {
      return x * FloatMath.sigmoid(y);
    }
  };

  /// Returns this operation's value for one element in double precision.
  public abstract double at(double x, double y, double z, double alpha, double beta);

  /// Returns this operation's value for one element in single precision. One IEEE operation rounded
  /// from double is that operation in float, so most need no body of their own.
  public float at(float x, float y, float z, float alpha, float beta) {
    return (float) at((double) x, y, z, alpha, beta);
  }
}
