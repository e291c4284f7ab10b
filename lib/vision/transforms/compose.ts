/** Transforms of transforms: chains, choices and chances. */

import type { Rng } from "../../data/index.ts";
import { listOf, number, type Rest, type Signature, signature } from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import { scope, type Tensor } from "../../tensor/index.ts";
import type { Sample } from "../sample.ts";
import { CheckedTransform, checkDraw } from "./checked.ts";
import { checkRange } from "./checks.ts";
import { normalizedFloat } from "./color.ts";
import { ConvertImageDtype, Normalize, ToFloat } from "./fixed.ts";
import type { Stage } from "./steps.ts";
import {
  applyToSample,
  applyTransform,
  needRng,
  TRANSFORM,
  Transform,
  type TransformLike,
  transformList,
} from "./transform.ts";

const COMPOSE = signature("transforms.Compose");
const RANDOM_ORDER = signature("transforms.RandomOrder");

/** One transform after the other. */
export class Compose extends CheckedTransform {
  readonly transforms: readonly TransformLike[];
  readonly #steps: readonly TransformLike[];

  /** Throws ArgumentError for what is no list of transforms and functions. */
  constructor(transforms: readonly TransformLike[], ...rest: []) {
    super();
    COMPOSE.read(rest);
    this.transforms = transformList("Compose", transforms);
    this.#steps = joined(this.transforms);
  }

  /** @internal */
  override _stages(): readonly Stage[] | null {
    if (!isExactly(this, Compose)) return null;
    const parts = this.#steps.map((step) => (step instanceof Transform ? step._stages() : null));
    return parts.some((part) => part === null) ? null : parts.flatMap((part) => part ?? []);
  }

  protected override change(image: Tensor, rng?: Rng): Tensor {
    return scope(() => this.#steps.reduce((held, t) => applyTransform(t, held, rng), image));
  }

  protected override changeSample<S extends Sample>(sample: S, rng?: Rng): S {
    return scope(() => this.#steps.reduce((held, t) => applyToSample(t, held, rng), sample));
  }

  override toString(): string {
    const lines = this.transforms.map((t) => `    ${t instanceof Transform ? t : t.name || "function"}\n`);
    return `Compose(\n${lines.join("")})`;
  }
}

/** The transforms, each pair of conversion to float32 and normalisation made one. */
function joined(transforms: readonly TransformLike[]): TransformLike[] {
  const steps: TransformLike[] = [];
  for (const next of transforms) {
    const last = steps.at(-1);
    // Subclasses may do something else.
    const pair =
      isExactly(next, Normalize) && (isExactly(last, ToFloat) || isExactly(last, ConvertImageDtype));
    if (pair && last.dtype === "float32") steps[steps.length - 1] = new FloatNormalize(next);
    else steps.push(next);
  }
  return steps;
}

function isExactly<T extends Transform>(value: unknown, type: new (...args: never) => T): value is T {
  return value instanceof type && value.constructor === type;
}

class FloatNormalize extends CheckedTransform {
  readonly #by: Normalize;

  constructor(by: Normalize) {
    super();
    this.#by = by;
  }

  /** @internal */
  override _stages(): readonly Stage[] {
    return [{ mean: this.#by.mean, std: this.#by.std, contiguous: false }];
  }

  protected override change(image: Tensor): Tensor {
    return normalizedFloat(image, this.#by.mean, this.#by.std);
  }
}

/** Options of {@link RandomChoice}. */
export interface RandomChoiceOptions {
  /** How often each comes, of any sum. Default equally. */
  p?: readonly number[];
}

const RANDOM_CHOICE = signature<RandomChoiceOptions>("transforms.RandomChoice", {
  options: { p: listOf(number) },
  positional: ["p"],
});

/** One of several transforms, drawn anew each time. */
export class RandomChoice extends CheckedTransform {
  readonly transforms: readonly TransformLike[];
  readonly p: readonly number[];

  /** Throws ArgumentError unless `p` has a share for each transform. */
  constructor(
    transforms: readonly TransformLike[],
    ...rest: Rest<RandomChoiceOptions, [p: readonly number[]]>
  ) {
    super();
    const options = RANDOM_CHOICE.read(rest);
    this.transforms = transformList("RandomChoice", transforms);
    this.p = options.p ?? this.transforms.map(() => 1);
    const sum = this.p.reduce((held, share) => held + share, 0);
    if (this.p.length !== this.transforms.length || this.p.some((share) => !(share >= 0)) || !(sum > 0)) {
      throw new ArgumentError(
        `RandomChoice: p has one share from 0 per transform (${this.transforms.length}), got [${this.p}]`,
        { operation: "RandomChoice" },
      );
    }
  }

  /** The transform drawn. */
  getParams(rng: Rng, ...rest: []): TransformLike {
    checkDraw(this, rest, { rng });
    let left = rng.random() * this.p.reduce((held, share) => held + share, 0);
    const drawn = this.p.findIndex((share) => {
      left -= share;
      return left < 0;
    });
    return this.transforms.at(drawn) as TransformLike; // -1, the last, where rounding leaves a rest
  }

  protected override change(image: Tensor, rng?: Rng): Tensor {
    const random = needRng(rng, this);
    return applyTransform(this.getParams(random), image, random);
  }

  protected override changeSample<S extends Sample>(sample: S, rng?: Rng): S {
    const random = needRng(rng, this);
    return applyToSample(this.getParams(random), sample, random);
  }
}

/** All of several transforms, in an order drawn anew each time. */
export class RandomOrder extends CheckedTransform {
  readonly transforms: readonly TransformLike[];

  /** Throws ArgumentError for what is no list of transforms and functions. */
  constructor(transforms: readonly TransformLike[], ...rest: []) {
    super();
    RANDOM_ORDER.read(rest);
    this.transforms = transformList("RandomOrder", transforms);
  }

  /** The transforms in the order drawn. */
  getParams(rng: Rng, ...rest: []): TransformLike[] {
    checkDraw(this, rest, { rng });
    return rng.permutation(this.transforms.length).map((i) => this.transforms[i] as TransformLike);
  }

  protected override change(image: Tensor, rng?: Rng): Tensor {
    const random = needRng(rng, this);
    return new Compose(this.getParams(random)).apply(image, random);
  }

  protected override changeSample<S extends Sample>(sample: S, rng?: Rng): S {
    const random = needRng(rng, this);
    return new Compose(this.getParams(random)).applySample(sample, random);
  }
}

/** How often a random transform comes. */
export interface ChanceOptions {
  /** Probability from 0 to 1. */
  p?: number;
}

/** What follows the required arguments of a transform that has a probability alone. */
export type ChanceArguments = Rest<ChanceOptions, [p: number]>;

/** The signature of a transform that has a probability alone. */
export function takesChance(name: string): Signature<ChanceOptions> {
  return signature<ChanceOptions>(`transforms.${name}`, { options: { p: number }, positional: ["p"] });
}

const RANDOM_APPLY = takesChance("RandomApply");

/** Applies a transform, or one after the other of a list, with probability `p` (default 0.5). */
export class RandomApply extends CheckedTransform {
  readonly transform: TransformLike;
  readonly p: number;

  /** Throws ArgumentError for what is no transform, and for a probability outside 0 to 1. */
  constructor(transform: TransformLike | readonly TransformLike[], ...rest: ChanceArguments) {
    super();
    const { p = 0.5 } = RANDOM_APPLY.read(rest);
    checkRange(p, 0, 1, "p", "RandomApply");
    this.transform = TRANSFORM.accepts(transform)
      ? (transform as TransformLike) // as its kind says
      : new Compose(transformList("RandomApply", transform));
    this.p = p;
  }

  protected override change(image: Tensor, rng?: Rng): Tensor {
    const random = needRng(rng, this);
    return random.bernoulli(this.p) ? applyTransform(this.transform, image, random) : image;
  }

  protected override changeSample<S extends Sample>(sample: S, rng?: Rng): S {
    const random = needRng(rng, this);
    return random.bernoulli(this.p) ? applyToSample(this.transform, sample, random) : sample;
  }
}
