/** Pooling to a size, whatever the input's: (N, C, H, W) -> (N, C, H', W'), also without N. */
import { boolean, noMore, type Rest, type Signature, signature } from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import { scope, type Tensor, torch } from "../tensor/index.ts";
import { markLayer } from "./call.ts";
import { checkInteger, inputKind } from "./checks.ts";
import { Module } from "./module.ts";
import type { PoolWithIndices } from "./pooling.ts";
import { repr } from "./repr.ts";
import type { Size1 } from "./sizes.ts";

/** Height and width of an adaptive pooling's output; null keeps the input's. */
export type AdaptiveSize2 = number | null | readonly [number | null, number | null];

/** Depth, height and width of an adaptive pooling's output; null keeps the input's. */
export type AdaptiveSize3 = number | null | readonly [number | null, number | null, number | null];

type AnySize = Size1 | AdaptiveSize2 | AdaptiveSize3;

/** A pooling over windows chosen to give the output size `S`. */
abstract class AdaptivePoolNd<S extends AnySize> extends Module {
  readonly output_size: S;
  readonly #dims: number;
  /** Null where the input's shape has a say. */
  readonly #sizes: number[] | null;

  protected constructor(operation: string, dims: number, size: S) {
    super();
    const all: readonly unknown[] = Array.isArray(size) ? size : new Array(dims).fill(size);
    if (all.length !== dims) {
      const list = ["length", "height, width", "depth, height, width"][dims - 1];
      throw new ArgumentError(`${operation}: outputSize must be one number or [${list}], got [${all}].`, {
        operation,
      });
    }
    for (const one of all) if (one !== null || dims === 1) checkInteger(operation, "outputSize", one, 0);
    this.output_size = size;
    this.#dims = dims;
    this.#sizes = all.includes(null) ? null : (all as number[]);
  }

  protected sizeFor(input: Tensor): number[] {
    if (this.#sizes !== null) return this.#sizes;
    const size = this.output_size as number | null | readonly (number | null)[];
    const inner = input.shape.slice(-this.#dims);
    return inner.map((own, d) => (typeof size === "object" ? size?.[d] : size) ?? own);
  }

  override extraRepr(): string {
    return `output_size=${repr(this.output_size)}`;
  }
}

/** Mean over windows chosen to give the output size: (N, C, L) -> (N, C, L'). */
export class AdaptiveAvgPool1d extends AdaptivePoolNd<Size1> {
  static {
    markLayer(AdaptiveAvgPool1d);
  }

  constructor(outputSize: Size1, ...rest: []) {
    noMore("nn.AdaptiveAvgPool1d", rest);
    super("nn.AdaptiveAvgPool1d", 1, outputSize);
  }

  override forward(input: Tensor): Tensor {
    return torch.adaptiveAvgPool1d(input, this.sizeFor(input));
  }
}

/** Mean over windows chosen to give the output size: (N, C, H, W) -> (N, C, H', W'). */
export class AdaptiveAvgPool2d extends AdaptivePoolNd<AdaptiveSize2> {
  static {
    markLayer(AdaptiveAvgPool2d);
  }

  constructor(outputSize: AdaptiveSize2, ...rest: []) {
    noMore("nn.AdaptiveAvgPool2d", rest);
    super("nn.AdaptiveAvgPool2d", 2, outputSize);
  }

  override forward(input: Tensor): Tensor {
    return torch.adaptiveAvgPool2d(input, this.sizeFor(input));
  }
}

/** Mean over windows chosen to give the output size: (N, C, D, H, W) -> (N, C, D', H', W'). */
export class AdaptiveAvgPool3d extends AdaptivePoolNd<AdaptiveSize3> {
  static {
    markLayer(AdaptiveAvgPool3d);
  }

  constructor(outputSize: AdaptiveSize3, ...rest: []) {
    noMore("nn.AdaptiveAvgPool3d", rest);
    super("nn.AdaptiveAvgPool3d", 3, outputSize);
  }

  override forward(input: Tensor): Tensor {
    return torch.adaptiveAvgPool3d(input, this.sizeFor(input));
  }
}

/** Options of the adaptive max pooling layers. */
export interface AdaptiveMaxPoolOptions {
  /** For `forwardWithIndices`. */
  returnIndices?: boolean;
}

/** Options of `AdaptiveMaxPool2d`. */
export type AdaptiveMaxPool2dOptions = AdaptiveMaxPoolOptions;

type AdaptiveMaxArguments = Rest<AdaptiveMaxPoolOptions, [returnIndices: boolean]>;
type PoolTo = (input: Tensor, size: readonly number[]) => readonly [Tensor, Tensor];

function takes(name: string): Signature<AdaptiveMaxPoolOptions> {
  return signature<AdaptiveMaxPoolOptions>(name, {
    options: { returnIndices: boolean },
    positional: ["returnIndices"],
  });
}

const WITH_INDICES = signature("AdaptiveMaxPool.forwardWithIndices", { takes: inputKind });

/** Largest value over windows chosen to give the output size. */
abstract class AdaptiveMaxPoolNd<S extends AnySize> extends AdaptivePoolNd<S> {
  readonly return_indices: boolean;
  readonly #run: PoolTo;

  protected constructor(
    { takes, dims, run }: { takes: Signature<AdaptiveMaxPoolOptions>; dims: number; run: PoolTo },
    outputSize: S,
    rest: AdaptiveMaxArguments,
  ) {
    const { returnIndices = false } = takes.read(rest);
    super(takes.name, dims, outputSize);
    this.return_indices = returnIndices;
    this.#run = run;
  }

  /** Throws ArgumentError if the layer was made with `returnIndices`: use `forwardWithIndices` then. */
  override forward(input: Tensor): Tensor {
    if (this.return_indices) {
      throw new ArgumentError(
        `nn.${this.constructor.name}: made with returnIndices, call forwardWithIndices(input) instead of forward.`,
      );
    }
    return scope(() => this.forwardWithIndices(input).output);
  }

  /** The values and their indices. Hooks do not run. */
  forwardWithIndices(input: Tensor, ...rest: []): PoolWithIndices {
    WITH_INDICES.read(rest);
    WITH_INDICES.check(input);
    const [output, indices] = this.#run(input, this.sizeFor(input));
    return { output, indices };
  }
}

const MAX_1D = { takes: takes("nn.AdaptiveMaxPool1d"), dims: 1, run: torch.adaptiveMaxPool1d };
const MAX_2D = { takes: takes("nn.AdaptiveMaxPool2d"), dims: 2, run: torch.adaptiveMaxPool2d };
const MAX_3D = { takes: takes("nn.AdaptiveMaxPool3d"), dims: 3, run: torch.adaptiveMaxPool3d };

/** Largest value over windows chosen to give the output size: (N, C, L) -> (N, C, L'). */
export class AdaptiveMaxPool1d extends AdaptiveMaxPoolNd<Size1> {
  static {
    markLayer(AdaptiveMaxPool1d, false);
  }

  constructor(outputSize: Size1, ...rest: AdaptiveMaxArguments) {
    super(MAX_1D, outputSize, rest);
  }
}

/** Largest value over windows chosen to give the output size: (N, C, H, W) -> (N, C, H', W'). */
export class AdaptiveMaxPool2d extends AdaptiveMaxPoolNd<AdaptiveSize2> {
  static {
    markLayer(AdaptiveMaxPool2d, false);
  }

  constructor(outputSize: AdaptiveSize2, ...rest: AdaptiveMaxArguments) {
    super(MAX_2D, outputSize, rest);
  }
}

/** Largest value over windows chosen to give the output size: (N, C, D, H, W) -> (N, C, D', H', W'). */
export class AdaptiveMaxPool3d extends AdaptiveMaxPoolNd<AdaptiveSize3> {
  static {
    markLayer(AdaptiveMaxPool3d, false);
  }

  constructor(outputSize: AdaptiveSize3, ...rest: AdaptiveMaxArguments) {
    super(MAX_3D, outputSize, rest);
  }
}
