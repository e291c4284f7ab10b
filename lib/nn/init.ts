/**
 * Filling tensors with starting values, as `torch.nn.init`; for the same seed the numbers are PyTorch's.
 *
 * All functions write in place, outside autograd, and return their tensor.
 */
import {
  callable,
  describe,
  isPromise,
  number,
  numberFrom,
  oneOf,
  type Rest,
  type Signature,
  signature,
} from "../edge/index.ts";
import { ArgumentError, ShapeError } from "../native/errors.ts";
import { tensorKind } from "../tensor/argument-kinds.ts";
import { linalg, noGrad, scope, type Tensor, torch } from "../tensor/index.ts";

/** Activations `calculateGain` knows. */
export type Nonlinearity =
  | "linear"
  | "conv2d"
  | "convTranspose2d"
  | "sigmoid"
  | "tanh"
  | "relu"
  | "leakyRelu"
  | "selu";

/** Options of the Kaiming initialisations. */
export interface KaimingOptions {
  /** Negative slope of the leaky ReLU that follows. */
  a?: number;
  /** `fanIn` keeps the variance in the forward pass, `fanOut` in the backward pass. */
  mode?: "fanIn" | "fanOut";
  nonlinearity?: Nonlinearity;
}

const gains: Record<string, number> = {
  linear: 1,
  conv2d: 1,
  convTranspose2d: 1,
  sigmoid: 1,
  tanh: 5 / 3,
  relu: Math.sqrt(2),
  selu: 3 / 4,
};

/** What `calculateGain` takes beside the activation. */
export interface GainOptions {
  /** The negative slope of `leakyRelu`. */
  param?: number;
}

const GAIN = signature<GainOptions>("nn.init.calculateGain", {
  options: { param: number },
  positional: ["param"],
});

/** The factor by which an activation's weights are scaled; `param` is the negative slope of `leakyRelu`. */
export function calculateGain(
  nonlinearity: Nonlinearity,
  ...rest: Rest<GainOptions, [param: number]>
): number {
  const { param = 0.01 } = GAIN.read(rest);
  if (nonlinearity === "leakyRelu") {
    return Math.sqrt(2 / (1 + param * param));
  }
  const gain = Object.hasOwn(gains, nonlinearity) ? gains[nonlinearity] : undefined;
  if (gain === undefined) {
    const known = [...Object.keys(gains), "leakyRelu"].join(", ");
    throw new ArgumentError(
      `init.calculateGain: unknown nonlinearity ${describe(nonlinearity)}; known are ${known}.`,
    );
  }
  return gain;
}

const tensorArgument = { tensor: tensorKind };
const FANS = signature("nn.init.fans", { takes: tensorArgument });

/** Inputs and outputs of one unit of a weight `(out, in, ...kernel)`. Throws ShapeError below two dimensions. */
export function fans(tensor: Tensor, ...rest: []): { fanIn: number; fanOut: number } {
  FANS.read(rest);
  FANS.check(tensor);
  const [out, into, ...kernel] = tensor.shape;
  if (out === undefined || into === undefined) {
    throw new ShapeError(
      `init: fan in and fan out need a weight of at least two dimensions (out, in, ...), got shape [${tensor.shape}].`,
    );
  }
  const field = kernel.reduce((product, size) => product * size, 1);
  return { fanIn: into * field, fanOut: out * field };
}

let skipping = false;

/** Whether a `skipInit` runs. */
export function isSkipping(): boolean {
  return skipping;
}

const SKIP = signature("nn.skipInit", { takes: { make: callable() } });

/**
 * Runs `make` with every function of this file doing nothing: modules built in it hold whatever was in memory, and no
 * random number is drawn. For networks whose values all come from elsewhere; large parameters then take no memory
 * until they are written. Throws ArgumentError for an async function, during which others would be skipped too.
 *
 * @example
 * const model = nn.skipInit(() => new models.ResNet(models.Bottleneck, [3, 4, 6, 3]));
 * model.loadStateDict(dict, { assign: true });
 */
export function skipInit<T>(make: () => T, ...rest: []): T {
  SKIP.read(rest);
  SKIP.check(make);
  const before = skipping;
  skipping = true;
  try {
    const made = make();
    if (isPromise(made)) {
      Promise.resolve(made).catch(() => {}); // dropped here; its own failure would else be reported as unhandled
      throw new ArgumentError(
        "nn.skipInit: expected a synchronous function, got one that returns a promise.",
      );
    }
    return made;
  } finally {
    skipping = before;
  }
}

/** Options of `uniform_`. */
export interface UniformOptions {
  /** Lower bound. */
  a?: number;
  /** Upper bound. */
  b?: number;
}

/** Options of `normal_`. */
export interface NormalOptions {
  mean?: number;
  std?: number;
}

/** Options of `xavierUniform_`, `xavierNormal_` and `orthogonal_`. */
export interface GainedOptions {
  /** Factor of the values; see `calculateGain`. */
  gain?: number;
}

const UNIFORM = signature<UniformOptions>("nn.init.uniform_", {
  takes: tensorArgument,
  options: { a: number, b: number },
  positional: ["a", "b"],
});
const NORMAL = signature<NormalOptions>("nn.init.normal_", {
  takes: tensorArgument,
  options: { mean: number, std: numberFrom(0) },
  positional: ["mean", "std"],
});
const CONSTANT = signature("nn.init.constant_", { takes: { ...tensorArgument, value: number } });
const ZEROS = signature("nn.init.zeros_", { takes: tensorArgument });
const ONES = signature("nn.init.ones_", { takes: tensorArgument });
const KAIMING_UNIFORM = kaimingTakes("nn.init.kaimingUniform_");
const KAIMING_NORMAL = kaimingTakes("nn.init.kaimingNormal_");
const XAVIER_UNIFORM = gainedTakes("nn.init.xavierUniform_");
const XAVIER_NORMAL = gainedTakes("nn.init.xavierNormal_");
const ORTHOGONAL = gainedTakes("nn.init.orthogonal_");

function kaimingTakes(name: string): Signature<KaimingOptions> {
  return signature<KaimingOptions>(name, {
    takes: tensorArgument,
    options: {
      a: number,
      mode: oneOf("fanIn", "fanOut"),
      nonlinearity: oneOf(
        ...(["linear", "conv2d", "convTranspose2d", "sigmoid", "tanh", "relu", "leakyRelu", "selu"] as const),
      ),
    },
    positional: ["a", "mode", "nonlinearity"],
  });
}

function gainedTakes(name: string): Signature<GainedOptions> {
  return signature<GainedOptions>(name, {
    takes: tensorArgument,
    options: { gain: number },
    positional: ["gain"],
  });
}

type KaimingArguments = Rest<
  KaimingOptions,
  [a: number, mode: "fanIn" | "fanOut", nonlinearity: Nonlinearity]
>;

/** Fills from the uniform distribution on `[a, b)`. */
export function uniform_(tensor: Tensor, ...rest: Rest<UniformOptions, [a: number, b: number]>): Tensor {
  const { a = 0, b = 1 } = UNIFORM.read(rest);
  UNIFORM.check(tensor);
  if (skipping) return tensor;
  noGrad(() => tensor.uniform_(a, b));
  return tensor;
}

/** Fills from the normal distribution. */
export function normal_(tensor: Tensor, ...rest: Rest<NormalOptions, [mean: number, std: number]>): Tensor {
  const { mean = 0, std = 1 } = NORMAL.read(rest);
  NORMAL.check(tensor);
  if (skipping) return tensor;
  noGrad(() => tensor.normal_(mean, std));
  return tensor;
}

/** Fills with one value. */
export function constant_(tensor: Tensor, value: number, ...rest: []): Tensor {
  CONSTANT.read(rest);
  CONSTANT.check(tensor, value);
  if (skipping) return tensor;
  noGrad(() => tensor.fill_(value));
  return tensor;
}

/** Fills with zeros. */
export function zeros_(tensor: Tensor, ...rest: []): Tensor {
  ZEROS.read(rest);
  ZEROS.check(tensor);
  return constant_(tensor, 0);
}

/** Fills with ones. */
export function ones_(tensor: Tensor, ...rest: []): Tensor {
  ONES.read(rest);
  ONES.check(tensor);
  return constant_(tensor, 1);
}

/** Kaiming uniform: He et al. 2015, https://arxiv.org/abs/1502.01852. */
export function kaimingUniform_(tensor: Tensor, ...rest: KaimingArguments): Tensor {
  const options = KAIMING_UNIFORM.read(rest);
  KAIMING_UNIFORM.check(tensor);
  if (tensor.numel() === 0) return tensor;
  const bound = Math.sqrt(3) * kaimingStd(tensor, options);
  return uniform_(tensor, { a: -bound, b: bound });
}

/** Kaiming normal: He et al. 2015, https://arxiv.org/abs/1502.01852. */
export function kaimingNormal_(tensor: Tensor, ...rest: KaimingArguments): Tensor {
  const options = KAIMING_NORMAL.read(rest);
  KAIMING_NORMAL.check(tensor);
  if (tensor.numel() === 0) return tensor;
  return normal_(tensor, { std: kaimingStd(tensor, options) });
}

function kaimingStd(
  tensor: Tensor,
  { a = 0, mode = "fanIn", nonlinearity = "leakyRelu" }: KaimingOptions,
): number {
  return calculateGain(nonlinearity, a) / Math.sqrt(fans(tensor)[mode]);
}

/** Xavier uniform: Glorot and Bengio 2010, https://proceedings.mlr.press/v9/glorot10a.html. */
export function xavierUniform_(tensor: Tensor, ...rest: Rest<GainedOptions, [gain: number]>): Tensor {
  const { gain = 1 } = XAVIER_UNIFORM.read(rest);
  XAVIER_UNIFORM.check(tensor);
  const a = Math.sqrt(3) * xavierStd(tensor, gain);
  return uniform_(tensor, { a: -a, b: a });
}

/** Xavier normal: Glorot and Bengio 2010, https://proceedings.mlr.press/v9/glorot10a.html. */
export function xavierNormal_(tensor: Tensor, ...rest: Rest<GainedOptions, [gain: number]>): Tensor {
  const { gain = 1 } = XAVIER_NORMAL.read(rest);
  XAVIER_NORMAL.check(tensor);
  return normal_(tensor, { std: xavierStd(tensor, gain) });
}

function xavierStd(tensor: Tensor, gain: number): number {
  const { fanIn, fanOut } = fans(tensor);
  return gain * Math.sqrt(2 / (fanIn + fanOut));
}

/** Options of `truncNormal_`. */
export interface TruncNormalOptions {
  mean?: number;
  std?: number;
  /** Lower bound. */
  a?: number;
  /** Upper bound. */
  b?: number;
}

const TRUNC_NORMAL = signature<TruncNormalOptions>("nn.init.truncNormal_", {
  takes: tensorArgument,
  options: { mean: number, std: number, a: number, b: number },
  positional: ["mean", "std", "a", "b"],
});

/**
 * Fills from the normal distribution cut off outside `[a, b]`, by rejection: from the normal where most samples fall
 * inside, else from the uniform. The order of draws is that of PyTorch 2.13.
 */
export function truncNormal_(
  tensor: Tensor,
  ...rest: Rest<TruncNormalOptions, [mean: number, std: number, a: number, b: number]>
): Tensor {
  const { mean = 0, std = 1, a = -2, b = 2 } = TRUNC_NORMAL.read(rest);
  TRUNC_NORMAL.check(tensor);
  if (skipping) return tensor;
  noGrad(() =>
    scope(() => {
      const inside = normalCdf((b - mean) / std) - normalCdf((a - mean) / std);
      if (inside > 0.3) rejectNormal(tensor, mean, std, a, b);
      else rejectUniform(tensor, mean, std, a, b);
    }),
  );
  return tensor;
}

function rejectNormal(tensor: Tensor, mean: number, std: number, a: number, b: number): void {
  // Bounds rounded to the tensor's dtype, so that a value on the bound is not rejected for ever.
  const low = torch.fullLike(tensor, a);
  const high = torch.fullLike(tensor, b);
  let result = tensor.normal_(mean, std);
  for (;;) {
    const outside = result.lt(low).logicalOr(result.gt(high));
    if (outside.any().item<boolean>() === false) break;
    result = torch.where(outside, torch.emptyLike(result).normal_(mean, std), result);
  }
  if (result !== tensor) tensor.copy_(result);
}

function rejectUniform(tensor: Tensor, mean: number, std: number, a: number, b: number): void {
  const mode = Math.max(a, Math.min(mean, b));
  const logPeak = -0.5 * ((mode - mean) / std) ** 2;
  const candidates = torch.emptyLike(tensor);
  const accept = torch.emptyLike(tensor);
  const refused = (): Tensor => {
    candidates.sub_(mean).div_(std).pow_(2).mul_(-0.5).sub_(logPeak);
    return accept.uniform_().log_().gt(candidates);
  };

  tensor.uniform_(a, b);
  candidates.copy_(tensor);
  let pending = refused();
  let result = tensor;
  while (pending.any().item<boolean>() !== false) {
    candidates.uniform_(a, b);
    result = torch.where(pending, candidates, result);
    pending = torch.where(pending, refused(), pending);
  }
  if (result !== tensor) tensor.copy_(result);
}

function normalCdf(x: number): number {
  return (1 + erf(x / Math.SQRT2)) / 2;
}

/** Error function; series near zero, continued fraction outside, to about 1e-14. It only chooses a method above. */
function erf(x: number): number {
  const z = Math.abs(x);
  if (!Number.isFinite(z)) return Math.sign(x);
  if (z < 2.5) {
    let term = z;
    let sum = z;
    for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
      term *= (-z * z) / n;
      sum += term / (2 * n + 1);
      if (n > 200) break;
    }
    return (Math.sign(x) * 2 * sum) / Math.sqrt(Math.PI);
  }
  let fraction = 0;
  for (let n = 60; n > 0; n--) fraction = n / 2 / (z + fraction);
  return Math.sign(x) * (1 - Math.exp(-z * z) / (Math.sqrt(Math.PI) * (z + fraction)));
}

/**
 * Fills with a (semi-)orthogonal matrix, dimensions after the first flattened: Saxe et al. 2013,
 * https://arxiv.org/abs/1312.6120. Throws ShapeError below two dimensions.
 */
export function orthogonal_(tensor: Tensor, ...rest: Rest<GainedOptions, [gain: number]>): Tensor {
  const { gain = 1 } = ORTHOGONAL.read(rest);
  ORTHOGONAL.check(tensor);
  const rows = tensor.shape[0];
  if (rows === undefined || tensor.ndim < 2) {
    throw new ShapeError(`init.orthogonal_: expected at least two dimensions, got shape [${tensor.shape}].`);
  }
  if (skipping || tensor.numel() === 0) return tensor;
  noGrad(() =>
    scope(() => {
      const columns = tensor.numel() / rows;
      let flat = torch.emptyLike(tensor, { memoryFormat: "contiguous" }).view([rows, columns]).normal_(0, 1);
      if (rows < columns) flat = flat.t();
      const { Q: q, R: r } = linalg.qr(flat);
      // The signs of R's diagonal make Q uniform: https://arxiv.org/abs/math-ph/0609050.
      let uniform = q.mul(r.diag().sign());
      if (rows < columns) uniform = uniform.t();
      tensor.copy_(uniform.reshape(tensor.shape)).mul_(gain);
    }),
  );
  return tensor;
}
