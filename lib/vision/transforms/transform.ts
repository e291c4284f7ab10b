/** What a transform is, and how several are chained. The transforms themselves are in the files beside. */

import type { Rng } from "../../data/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import { scope, type Tensor } from "../../tensor/index.ts";

/** Changes an image (C, H, W) or a batch (N, C, H, W); random ones draw from the generator given. */
export abstract class Transform {
  /**
   * The changed image; the argument is left as it is and stays the caller's. Where nothing changes, the
   * result may be the argument itself or a view of it. Random transforms throw ArgumentError without `rng`.
   */
  abstract apply(image: Tensor, rng?: Rng): Tensor;

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

  override toString(): string {
    const lines = this.transforms.map((t) => `    ${t instanceof Transform ? t : t.name || "function"}\n`);
    return `Compose(\n${lines.join("")})`;
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
}
