/** What a transform is, and how several are chained. The transforms themselves are in the files beside. */

import type { Rng } from "../../data/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import { scope, type Tensor } from "../../tensor/index.ts";
import { checkSample, type Sample } from "../sample.ts";

/** Changes an image (C, H, W) or a batch (N, C, H, W); random ones draw from the generator given. */
export abstract class Transform {
  /**
   * The changed image; the argument is left as it is and stays the caller's. Where nothing changes, the
   * result may be the argument itself or a view of it. Random transforms throw ArgumentError without `rng`.
   */
  abstract apply(image: Tensor, rng?: Rng): Tensor;

  /**
   * The changed sample; the argument and its tensors stay the caller's. Transforms of places move mask, boxes and
   * keypoints along with the image, drawing once for all; this one, of pixel values, changes the image alone.
   */
  applySample<S extends Sample>(sample: S, rng?: Rng): S {
    return { ...sample, image: this.apply(sample.image, rng) };
  }

  /** Like PyTorch's repr. */
  toString(): string {
    const options = Object.entries(this)
      .filter(([, value]) => value !== undefined && typeof value !== "function")
      .map(([key, value]) => `${key}=${JSON.stringify(value)}`);
    return `${this.constructor.name}(${options.join(", ")})`;
  }
}

/** A transform, or a function in its place. */
export type TransformLike = Transform | ((image: Tensor, rng?: Rng) => Tensor);

/** Applies a transform or a function; temporaries are freed. */
export function applyTransform(transform: TransformLike, image: Tensor, rng?: Rng): Tensor {
  return scope(() => (transform instanceof Transform ? transform.apply(image, rng) : transform(image, rng)));
}

/**
 * Applies a transform to a sample; temporaries are freed. A function changes the image alone: one that moves pixels must
 * be a {@link Transform} with an `applySample` of its own. Throws ShapeError where image and mask no longer fit.
 */
export function applyToSample<S extends Sample>(transform: TransformLike, sample: S, rng?: Rng): S {
  return scope(() => {
    const changed =
      transform instanceof Transform
        ? transform.applySample(sample, rng)
        : { ...sample, image: transform(sample.image, rng) };
    checkSample(
      changed,
      transform instanceof Transform ? transform.constructor.name : transform.name || "transform",
    );
    return changed;
  });
}

/** The generator, or ArgumentError where a random transform was called without one. */
export function needRng(rng: Rng | undefined, transform: Transform): Rng {
  if (rng !== undefined) return rng;
  const { name } = transform.constructor;
  throw new ArgumentError(
    `${name}: a random transform needs a generator; call apply(image, new Rng(seed)), or read through a DataLoader`,
    { operation: name },
  );
}

/** One transform after the other. */
export class Compose extends Transform {
  readonly transforms: readonly TransformLike[];

  constructor(transforms: readonly TransformLike[]) {
    super();
    this.transforms = transforms;
  }

  override apply(image: Tensor, rng?: Rng): Tensor {
    return scope(() => this.transforms.reduce((held, t) => applyTransform(t, held, rng), image));
  }

  override applySample<S extends Sample>(sample: S, rng?: Rng): S {
    return scope(() => this.transforms.reduce((held, t) => applyToSample(t, held, rng), sample));
  }

  override toString(): string {
    const lines = this.transforms.map((t) => `    ${t instanceof Transform ? t : t.name || "function"}\n`);
    return `Compose(\n${lines.join("")})`;
  }
}

/** One of several transforms, drawn anew each time. */
export class RandomChoice extends Transform {
  readonly transforms: readonly TransformLike[];
  readonly p: readonly number[];

  /** @param options `p`: how often each, of any sum; equally by default. Throws ArgumentError unless one per transform. */
  constructor(transforms: readonly TransformLike[], options: { p?: readonly number[] } = {}) {
    super();
    this.transforms = transforms;
    this.p = options.p ?? transforms.map(() => 1);
    const sum = this.p.reduce((held, share) => held + share, 0);
    if (this.p.length !== transforms.length || this.p.some((share) => !(share >= 0)) || !(sum > 0)) {
      throw new ArgumentError(
        `RandomChoice: p has one share from 0 per transform (${transforms.length}), got [${this.p}]`,
        { operation: "RandomChoice" },
      );
    }
  }

  /** The transform drawn. */
  getParams(rng: Rng): TransformLike {
    let left = rng.random() * this.p.reduce((held, share) => held + share, 0);
    const drawn = this.p.findIndex((share) => {
      left -= share;
      return left < 0;
    });
    return this.transforms.at(drawn) as TransformLike; // -1, the last, where rounding leaves a rest
  }

  override apply(image: Tensor, rng?: Rng): Tensor {
    const random = needRng(rng, this);
    return applyTransform(this.getParams(random), image, random);
  }

  override applySample<S extends Sample>(sample: S, rng?: Rng): S {
    const random = needRng(rng, this);
    return applyToSample(this.getParams(random), sample, random);
  }
}

/** All of several transforms, in an order drawn anew each time. */
export class RandomOrder extends Transform {
  readonly transforms: readonly TransformLike[];

  constructor(transforms: readonly TransformLike[]) {
    super();
    this.transforms = transforms;
  }

  /** The transforms in the order drawn. */
  getParams(rng: Rng): TransformLike[] {
    return rng.permutation(this.transforms.length).map((i) => this.transforms[i] as TransformLike);
  }

  override apply(image: Tensor, rng?: Rng): Tensor {
    const random = needRng(rng, this);
    return new Compose(this.getParams(random)).apply(image, random);
  }

  override applySample<S extends Sample>(sample: S, rng?: Rng): S {
    const random = needRng(rng, this);
    return new Compose(this.getParams(random)).applySample(sample, random);
  }
}

/** Applies a transform with probability `p`. */
export class RandomApply extends Transform {
  readonly transform: TransformLike;
  readonly p: number;

  constructor(transform: TransformLike, options: { p?: number } = {}) {
    super();
    this.transform = transform;
    this.p = options.p ?? 0.5;
  }

  override apply(image: Tensor, rng?: Rng): Tensor {
    const random = needRng(rng, this);
    return random.bernoulli(this.p) ? applyTransform(this.transform, image, random) : image;
  }

  override applySample<S extends Sample>(sample: S, rng?: Rng): S {
    const random = needRng(rng, this);
    return random.bernoulli(this.p) ? applyToSample(this.transform, sample, random) : sample;
  }
}
